package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.ContentRange;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import io.github.powerdrilljava.internal.store.ObjectChangedException;
import io.github.powerdrilljava.internal.store.RangeRequest;
import io.github.powerdrilljava.internal.store.StatedChecksums;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.StoreResponse;
import io.github.powerdrilljava.internal.store.StoreRetries;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One download, from the locked file to its name. The first request asks for the first bytes, and
 * its response decides how the rest is fetched: in parts over several connections, or, where the
 * store does not offer that, contradicts itself, or cannot distinguish one version from another, by
 * one plain request.
 */
final class FileDownload {

  /** After so many, it may be that the store's replicas disagree. */
  private static final int MAX_CHANGES = 3;

  private final DownloadRequest<?> request;
  private final Path file;
  private final JournaledFile journaled;
  private final StoreClient store;
  private final BandwidthLimiter limiter;
  private final ProgressReporter progress;
  private final Cancellation cancellation;
  private final DownloadPlan plan;
  private final PlainDownload plain;
  private long bytesKept;

  /**
   * Prepares it; nothing is sent yet.
   *
   * @param file where it is to be, links followed
   * @param journaled locked, where the bytes are until they are whole
   */
  FileDownload(
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
    this.plan = new DownloadPlan(request.connections(), request.partSize());
    this.plain = new PlainDownload(request, file, journaled, store, limiter, progress);
  }

  /** Fetches the object and gives the file its name. */
  void run() throws IOException {
    try {
      byRanges();
    } catch (ObjectChangedException e) {
      byOnePlainRequest(e);
    } catch (InconsistentResponseException e) {
      if (e.leftBytes) {
        journaled.discard();
      }
      byOnePlainRequest(e);
    } catch (StoreException e) {
      if (e.isOfObject() || e.isThrottling) {
        throw e;
      }
      byOnePlainRequest(e); // it may be ranges, or several connections, that are refused
    } finally {
      bytesKept = journaled.bytesKept();
    }
  }

  /** How many bytes are kept for the next download, now that this one has failed. */
  long bytesKept() {
    return bytesKept;
  }

  /** By which the store distinguishes the version that was fetched, null if it does not. */
  @Nullable String validator() {
    Version version = journaled.header().version();
    return version == null ? null : version.validator();
  }

  private void byRanges() throws IOException {
    StoreRetries retries = store.newRetries();
    int changes = 0;
    while (true) {
      ParallelDownload parallel = null;
      try {
        parallel = repeatedly(this::begin, retries::afterFailure);
        if (parallel != null) {
          finish(parallel);
        }
        return;
      } catch (ObjectChangedException e) {
        journaled.discard();
        changes++;
        if (changes > MAX_CHANGES) {
          throw e;
        }
      } catch (MismatchException e) {
        if (parallel == null || !parallel.resumes()) {
          throw e;
        } // else what was kept may have been damaged, so fetch all of it
      }
    }
  }

  /** One response brings all: nothing to be mixed, nothing to be kept. */
  private void byOnePlainRequest(IOException failure) throws IOException {
    StoreRetries retries = store.newRetries();
    boolean wasRepeated = StoreRetries.isTransient(failure);
    try {
      repeatedly(
          () -> {
            plain.run();
            return null;
          },
          e -> wasRepeated && e instanceof StoreException ? null : retries.afterFailure(e));
    } catch (StoreException refusal) {
      failure.addSuppressed(refusal);
      throw failure;
    }
  }

  private interface Attempt {
    @Nullable ParallelDownload make() throws IOException;
  }

  private @Nullable ParallelDownload repeatedly(
      Attempt attempt, Function<IOException, @Nullable Duration> delayAfter) throws IOException {
    while (true) {
      try {
        return attempt.make();
      } catch (IOException e) {
        Duration delay = delayAfter.apply(e);
        if (delay == null || cancellation.await(delay.toNanos())) {
          throw e;
        }
      }
    }
  }

  /** Prepares to fetch parts of a known version; null where one response brought all. */
  private @Nullable ParallelDownload begin() throws IOException {
    journaled.verify(cancellation);
    if (journaled.canResume()) {
      return resume();
    }
    StoreResponse response =
        store.get(new RangeRequest(0, DownloadPlan.FIRST_BYTES, null), call -> {});
    ParallelDownload parallel = null;
    try {
      parallel = begin(response);
      return parallel;
    } finally {
      if (parallel == null) {
        response.close();
      }
    }
  }

  /** Where nothing is missing, no request for a part would show that the object has changed. */
  private ParallelDownload resume() throws IOException {
    Version version = Objects.requireNonNull(journaled.header().version());
    long missing = version.size() - journaled.bytes();
    if (missing == 0) {
      askForOne(version, version.size() - 1);
    }
    try {
      DiskSpace.require(file, missing);
    } catch (FileSystemException e) {
      askForOne(version, 0); // is it really that large?
      throw e;
    }
    return parallel(new Checksums(request.sha256()).and(journaled.header().checksums()), null, 0);
  }

  private void askForOne(Version version, long offset) throws IOException {
    RangeRequest one = new RangeRequest(offset, offset + 1, version);
    try (StoreResponse response = store.get(one, call -> {})) {
      version.require(response.http(), offset);
    }
  }

  private @Nullable ParallelDownload begin(StoreResponse response) throws IOException {
    Response http = response.http();
    switch (http.code()) {
      case 200 -> plain.save(http);
      case 206 -> {
        return beginPart(response);
      }
      case 416 -> {
        if (!"bytes */0".equals(http.header("Content-Range"))) {
          return askForAll(response);
        }
        plain.saveEmpty();
      }
      default -> throw StoreException.of(http);
    }
    return null;
  }

  private @Nullable ParallelDownload beginPart(StoreResponse response) throws IOException {
    Response http = response.http();
    ContentRange range = ContentRange.of(http);
    if (range == null || range.first() != 0) {
      return askForAll(response);
    }
    plain.expectSize(range.size());
    range.requireIn(http);
    Version version = Version.of(range, http.headers());
    if (version != null) {
      return begin(response, range, version);
    }
    if (!range.isWhole()) {
      return askForAll(response);
    }
    plain.save(http, range.size());
    return null;
  }

  /** Instead of a response that cannot be used. */
  private @Nullable ParallelDownload askForAll(StoreResponse unusable) throws IOException {
    unusable.close();
    plain.run();
    return null;
  }

  private @Nullable ParallelDownload begin(
      StoreResponse response, ContentRange range, Version version) throws IOException {
    Map<String, ByteString> said =
        StatedChecksums.ofObject(response.http().headers(), range.size(), range.isWhole());
    int partSize = plan.partSize(range.size());
    journaled.begin(version, partSize, said);
    Checksums checksums = new Checksums(request.sha256()).and(said);
    if (range.isWhole() && range.size() <= partSize) {
      plain.save(response.http(), checksums, range.size());
      return null;
    }
    DiskSpace.require(file, range.size());
    return parallel(checksums, response, range.length());
  }

  private ParallelDownload parallel(
      Checksums checksums, @Nullable StoreResponse first, long firstBytes) throws IOException {
    journaled.requireJournal(false);
    return new ParallelDownload(
        store, limiter, progress, journaled, checksums, first, firstBytes, plan);
  }

  private void finish(ParallelDownload parallel) throws IOException {
    try {
      parallel.run();
    } catch (MismatchException | PartialFile.LostException e) {
      journaled.discard();
      throw e;
    }
    plain.finish(parallel.checksums, parallel.version.size());
  }
}
