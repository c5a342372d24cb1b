package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One download from its request to the file: sees that nobody else writes to the target, asks for
 * the URL, and has the content fetched. Before the target is locked, nothing is sent, unless its
 * name is still to come from the URL.
 */
final class DownloadTask {

  /** Who writes to which file, in this process; the locks on the files keep out the others. */
  private static final Map<Object, DownloadTask> TARGETS = new ConcurrentHashMap<>();

  private final DownloadRequest request;
  private final Content.Pending pending;
  private final Cancellation cancellation;
  private final BooleanSupplier isGivenUp;
  private final Duration patience;
  private final DownloadFailures failures;
  private final Function<Content, Transfer.Context> contexts;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
  private volatile @Nullable Progress progress;
  private @Nullable Content content;
  private long bytesKept;

  /**
   * Prepares it.
   *
   * @param isGivenUp whether nobody waits for it any more, and it is about to be cancelled
   * @param patience how long it waits for another download to its target that is ending
   * @param contexts makes what all connections of the download share
   */
  DownloadTask(
      DownloadRequest request,
      Content.Pending pending,
      Cancellation cancellation,
      BooleanSupplier isGivenUp,
      Duration patience,
      DownloadFailures failures,
      Function<Content, Transfer.Context> contexts) {
    this.request = request;
    this.pending = pending;
    this.cancellation = cancellation;
    this.isGivenUp = isGivenUp;
    this.patience = patience;
    this.failures = failures;
    this.contexts = contexts;
  }

  Path run() {
    try {
      Path target = target();
      bring(target);
      return target;
    } catch (PresignFailure e) {
      throw e.failure;
    } catch (IOException | PowerdrillException | CancellationException e) {
      if (Thread.currentThread().isInterrupted()) {
        cancellation.interrupt();
      }
      throw failure(e);
    } finally {
      over.complete(null);
    }
  }

  /** In a directory, it has the name that its URL gives. */
  private Path target() throws IOException {
    Path asked = request.target();
    if (!Files.isDirectory(asked)) {
      return asked;
    }
    Path named = FileNames.in(asked, content().httpUrl(), pending.origin().fileName());
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

  private DownloadException failure(Exception cause) {
    Content known = content;
    return known == null
        ? failures.of(pending.origin(), cause, cancellation)
        : failures.of(known, cause, cancellation, bytesKept);
  }

  /** That there is no URL at all is no failure of the download. */
  private static final class PresignFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    PresignFailure(RuntimeException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private Content content() throws IOException {
    Content known = content;
    if (known == null) {
      try {
        known = pending.await(cancellation);
      } catch (RuntimeException e) {
        throw new PresignFailure(e);
      }
      content = known;
    }
    return known;
  }

  private Transfer.Context context() throws IOException {
    Transfer.Context context = contexts.apply(content());
    progress = context.progress();
    return context;
  }

  private void toDevice(Path device) throws IOException {
    Transfer.Context context = context();
    new DeviceCopy(request, context).run(device);
  }

  private void toFile(Path file) throws IOException {
    FileFacts replaced = request.replacesExisting() ? FileFacts.of(file) : null;
    Object key = Targets.key(file);
    claim(key, file);
    ByteString origin = pending.origin().digest();
    try (JournaledFile journaled = JournaledFile.open(file, origin, replaced)) {
      Download download = new Download(request, origin, file, journaled, context());
      try {
        download.run();
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
      Progress others = other.progress;
      boolean fromItsListener = others != null && others.isCalling();
      boolean isEnding = other.cancellation.isEnded() || other.isGivenUp.getAsBoolean();
      if (!isEnding || fromItsListener) {
        throw new LockedFile.InUse(file);
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
      throw new LockedFile.InUse(file);
    }
  }
}
