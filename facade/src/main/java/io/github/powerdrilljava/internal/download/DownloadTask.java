package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One download from its request to the file: sees that nobody else writes to the target, asks for
 * the URL, and has the object fetched. Before the target is locked, nothing is sent, unless its
 * name is still to come from the URL.
 */
final class DownloadTask {

  /** Who writes to which file, in this process; the locks on the files keep out the others. */
  private static final Map<Object, DownloadTask> TARGETS = new ConcurrentHashMap<>();

  private final DownloadRequest<?> request;
  private final UrlSource urls;
  private final StoreClient store;
  private final Cancellation cancellation;
  private final BooleanSupplier isGivenUp;
  private final Duration patience;
  private final DownloadErrors errors;
  private final BandwidthLimiter limiter;
  private final ProgressReporter progress;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
  private long bytesKept;
  private @Nullable String validator;
  private NamingCheck beforeNaming = () -> {};

  /**
   * Prepares it.
   *
   * @param isGivenUp whether nobody waits for it any more, and it is about to be cancelled
   * @param patience how long it waits for another download to its target that is ending
   */
  DownloadTask(
      DownloadRequest<?> request,
      UrlSource urls,
      StoreClient store,
      BooleanSupplier isGivenUp,
      Duration patience,
      DownloadErrors errors) {
    this.request = request;
    this.urls = urls;
    this.store = store;
    this.cancellation = store.cancellation();
    this.isGivenUp = isGivenUp;
    this.patience = patience;
    this.errors = errors;
    this.limiter = new BandwidthLimiter(request.maxBytesPerSecond(), System::nanoTime);
    this.progress = new ProgressReporter(request.progress());
  }

  /** Has this checked just before a file gets its name. */
  DownloadTask beforeNaming(NamingCheck check) {
    beforeNaming = check;
    return this;
  }

  DownloadedFile run() {
    return cancellation.observation().of(this::bring);
  }

  private DownloadedFile bring() {
    try {
      Path target = target();
      bring(target);
      return new DownloadedFile(target, validator);
    } catch (PowerdrillException e) {
      if (progress.hasThrown(e)) {
        throw e;
      }
      throw urls.known() == null ? e : failure(e); // that there is no URL at all is enough
    } catch (IOException e) {
      throw failure(e);
    } finally {
      over.complete(null);
    }
  }

  private DownloadException failure(Exception cause) {
    if (Thread.currentThread().isInterrupted()) {
      cancellation.interrupt();
    }
    return errors.of(urls, cause, cancellation, bytesKept);
  }

  /** In a directory, it has the name that its URL gives. */
  private Path target() throws IOException {
    Path asked = request.target();
    if (!Files.isDirectory(asked)) {
      return asked;
    }
    Path named = FileNames.in(asked, urls.begin(), urls.object().fileName());
    if (Files.isSymbolicLink(named) && !Files.exists(named) && !request.replacesExisting()) {
      throw new FileAlreadyExistsException(named.toString()); // the link, which leads nowhere
    }
    return named;
  }

  private void bring(Path target) throws IOException {
    if (!Files.exists(target)) {
      toFile(request.replacesExisting() ? Targets.endOfLinks(target) : target);
    } else if (Targets.isDevice(target)) {
      toDevice(target);
    } else if (request.replacesExisting()) {
      toFile(target.toRealPath());
    } else {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  private void toDevice(Path device) throws IOException {
    HttpUrl unused = urls.begin();
    new DeviceDownload(request, store, limiter, progress).run(device);
  }

  private void toFile(Path file) throws IOException {
    FileFacts replaced = request.replacesExisting() ? FileFacts.of(file) : null;
    Object key = Targets.key(file);
    claim(key, file);
    try (JournaledFile journaled = PartialFiles.open(file, urls.object().digest(), replaced)) {
      journaled.beforeNaming(beforeNaming);
      HttpUrl unused = urls.begin();
      FileDownload download = new FileDownload(request, file, journaled, store, limiter, progress);
      try {
        download.run();
        validator = download.validator();
      } finally {
        bytesKept = download.bytesKept();
      }
    } finally {
      TARGETS.remove(key, this);
    }
  }

  /** Waits for a download to the same file that is being ended, and is refused beside another. */
  private void claim(Object key, Path file) throws IOException {
    for (DownloadTask other = TARGETS.putIfAbsent(key, this);
        other != null;
        other = TARGETS.putIfAbsent(key, this)) {
      boolean fromItsListener = other.progress.isCalling();
      boolean isEnding = other.cancellation.isEnded() || other.isGivenUp.getAsBoolean();
      if (!isEnding || fromItsListener) {
        throw new LockedFile.InUseException(file);
      }
      other.cancellation.end();
      awaitEnd(other, file);
    }
  }

  /** It may never come: the other's listener may wait for this very download. */
  private void awaitEnd(DownloadTask other, Path file) throws IOException {
    cancellation.await(
        other.over.copy().completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS));
    if (!other.over.isDone()) {
      throw new LockedFile.InUseException(file);
    }
  }
}
