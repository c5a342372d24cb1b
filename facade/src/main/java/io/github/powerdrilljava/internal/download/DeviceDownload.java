package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.StoreClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Brings an object to a device or a pipe, in order; what was written there cannot be taken back.
 */
final class DeviceDownload {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final DownloadRequest<?> request;
  private final StoreClient store;
  private final BandwidthLimiter limiter;
  private final ProgressReporter progress;

  DeviceDownload(
      DownloadRequest<?> request,
      StoreClient store,
      BandwidthLimiter limiter,
      ProgressReporter progress) {
    this.request = request;
    this.store = store;
    this.limiter = limiter;
    this.progress = progress;
  }

  void run(Path path) throws IOException {
    Cancellation whole = store.cancellation();
    // Ends with the last byte, before the last check.
    Cancellation ofStream = new Cancellation(whole.observation());
    Cancellation.Registration unused = whole.onEnd(ofStream::end);
    try (Device device = Device.open(path, store)) {
      ObjectStream in =
          new ObjectStream(
              store.within(ofStream), e -> e instanceof IOException io ? io : new IOException(e));
      Checksums.Running digest = new Checksums(request.sha256()).running();
      copy(in, device, digest);
      String mismatch = digest.mismatch();
      if (mismatch != null) {
        throw new MismatchException(
            "what was written does not have the " + mismatch + " that it must have");
      }
    }
  }

  private void copy(ObjectStream in, Device device, Checksums.Running digest) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long received = 0;
    int most = limiter.portion(buffer.length);
    for (int n = in.read(buffer, 0, most); n >= 0; n = in.read(buffer, 0, most)) {
      digest.update(ByteBuffer.wrap(buffer, 0, n));
      device.write(ByteBuffer.wrap(buffer, 0, n));
      received += n;
      progress.received(received);
      store.cancellation().pause(limiter.nanosToWait(n));
    }
  }
}
