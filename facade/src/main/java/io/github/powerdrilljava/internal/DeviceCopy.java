package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.ProgressListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Brings an object to a device or a pipe, in order; what was written there cannot be taken back.
 */
final class DeviceCopy {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final DownloadRequest<?> request;
  private final StoreCalls store;
  private final Throttle throttle;
  private final Progress progress;

  DeviceCopy(DownloadRequest<?> request, StoreCalls store, Throttle throttle, Progress progress) {
    this.request = request;
    this.store = store;
    this.throttle = throttle;
    this.progress = progress;
  }

  void run(Path path) throws IOException {
    Cancellation whole = store.cancellation();
    Cancellation ofStream = new Cancellation(); // ends with the last byte, before the last check
    Cancellation.Registration unused = whole.onEnd(ofStream::end);
    try (Device device = Device.open(path, store)) {
      ObjectStream in =
          new ObjectStream(
              store.within(ofStream),
              e -> e instanceof IOException io ? io : new IOException(e));
      Digests.Running digest = new Digests(request.sha256()).running();
      progress.begin(ProgressListener.UNKNOWN);
      copy(in, device, digest);
      String mismatch = digest.mismatch();
      if (mismatch != null) {
        throw new Mismatch("what was written does not have the " + mismatch + " that it must have");
      }
    }
  }

  private void copy(ObjectStream in, Device device, Digests.Running digest) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long received = 0;
    int most = throttle.portion(buffer.length);
    for (int n = in.read(buffer, 0, most); n >= 0; n = in.read(buffer, 0, most)) {
      digest.update(ByteBuffer.wrap(buffer, 0, n));
      device.write(ByteBuffer.wrap(buffer, 0, n));
      received += n;
      progress.received(received);
      store.cancellation().pause(throttle.nanosToWait(n));
    }
  }
}
