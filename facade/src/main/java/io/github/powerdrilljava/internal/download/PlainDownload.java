package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.StoreResponse;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.file.Path;
import okhttp3.Response;

/** Saves a response that brings the whole object, and gives a file that is whole its name. */
final class PlainDownload {

  private static final long UNKNOWN = -1;

  private final DownloadRequest<?> request;
  private final Path file;
  private final JournaledFile journaled;
  private final StoreClient store;
  private final BandwidthLimiter limiter;
  private final ProgressReporter progress;
  private final Cancellation cancellation;
  private long expectedSize = UNKNOWN;

  /** Prepares it, with what a {@link FileDownload} has. */
  PlainDownload(
      DownloadRequest<?> request,
      Path file,
      JournaledFile journaled,
      StoreClient store,
      BandwidthLimiter limiter,
      ProgressReporter progress) {
    this.request = request;
    this.file = file;
    this.journaled = journaled;
    this.store = store;
    this.limiter = limiter;
    this.progress = progress;
    this.cancellation = store.cancellation();
  }

  /** Records the size that a 206 states: a response without a range must be as long. */
  void expectSize(long size) {
    expectedSize = size;
  }

  /** Asks for the whole object. */
  void run() throws IOException {
    try (StoreResponse response = store.get(null, call -> {})) {
      save(response.http());
    }
  }

  /** Saves a 200. */
  void save(Response http) throws IOException {
    if (http.code() != 200) {
      throw StoreException.of(http);
    }
    Version.requireAsStored(http, expectedSize);
    save(http, http.body().contentLength());
  }

  /** Saves a response of which no part could be resumed. */
  void save(Response http, long size) throws IOException {
    journaled.beginPlain();
    Checksums checksums = new Checksums(request.sha256());
    checksums.expect(http.headers(), size, true);
    save(http, checksums, size);
  }

  /** Saves a response for which the journal has begun. */
  void save(Response http, Checksums checksums, long size) throws IOException {
    progress.begin(size);
    if (size > BodyCopy.BUFFER_BYTES) {
      DiskSpace.require(file, size);
    }
    BodyCopy copy = new BodyCopy(limiter, progress, cancellation, journaled);
    long received = copy.run(http.body().source(), size, expectedSize);
    if (expectedSize == UNKNOWN) {
      store.requireListedSize(http, received);
    }
    cancellation.observation().partReceived(0, 0, received);
    finish(checksums, received);
  }

  /** Saves an object of no bytes. */
  void saveEmpty() throws IOException {
    journaled.beginPlain();
    finish(new Checksums(request.sha256()), 0);
  }

  /**
   * Checks the file, and gives it its name.
   *
   * @throws MismatchException if it is not what it must be; nothing is kept then
   */
  void finish(Checksums checksums, long size) throws IOException {
    try {
      check(checksums, size);
      cancellation.check();
      journaled.moveTo(file, request.replacesExisting());
    } catch (MismatchException | PartialFile.LostException e) {
      journaled.discard();
      throw e;
    }
  }

  private void check(Checksums checksums, long size) throws IOException {
    PartialFile part = journaled.part();
    if (part.size() != size) {
      throw new MismatchException("the file has " + part.size() + " bytes instead of " + size);
    }
    String mismatch = checksums.isEmpty() ? null : part.mismatch(checksums.running(), cancellation);
    if (mismatch != null) {
      throw new MismatchException(
          "what arrived does not have the " + mismatch + " that it must have");
    }
  }
}
