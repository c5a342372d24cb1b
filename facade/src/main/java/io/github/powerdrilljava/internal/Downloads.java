package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes downloads and streams, and ends them. */
public final class Downloads implements AutoCloseable {

  private static final int AT_A_TIME = 16;

  /** Who writes to which file, in this process; the lock on a journal keeps out the others. */
  private static final Map<Path, Task> TARGETS = new ConcurrentHashMap<>();

  private final Transport transport;
  private final DownloadFailures failures;
  private final RetryDecision decision;
  final Set<Cancellation> underWay = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_A_TIME,
          AT_A_TIME,
          Transport.IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Transport::daemon);

  /** Makes nothing yet. */
  public Downloads(Transport transport, Redactor redactor, Retries retries) {
    this.transport = transport;
    this.failures = new DownloadFailures(transport, redactor);
    this.decision = new RetryDecision(retries, new Random());
    threads.allowCoreThreadTimeOut(true);
  }

  /** One download, and how to end it. */
  private final class Task {
    private final DownloadRequest request;
    private final Content content;
    private final Cancellation cancellation;
    private final CompletableFuture<?> result;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    Task(
        DownloadRequest request,
        Content content,
        Cancellation cancellation,
        CompletableFuture<?> result) {
      this.request = request;
      this.content = content;
      this.cancellation = cancellation;
      this.result = result;
    }

    Path run() {
      Download download = null;
      try {
        Path target = target();
        Path file =
            request.replacesExisting() && Files.exists(target) ? target.toRealPath() : target;
        claim(file);
        try {
          download = new Download(request, content.origin(), target, file, context());
          return download.run();
        } finally {
          TARGETS.remove(key(file), this);
        }
      } catch (IOException | PowerdrillException | CancellationException e) {
        if (Thread.currentThread().isInterrupted()) {
          cancellation.interrupt();
        }
        throw failures.of(content, e, cancellation, download == null ? 0 : download.bytesKept());
      } finally {
        cancellation.end(); // there is nothing left that it would have to end
        over.complete(null);
      }
    }

    private Path target() throws IOException {
      Path asked = request.target();
      if (!Files.exists(asked, LinkOption.NOFOLLOW_LINKS)) {
        return asked;
      }
      Path target =
          Files.isDirectory(asked)
              ? FileNames.in(asked, content.httpUrl(), content.origin().fileName())
              : asked;
      // A link that leads nowhere is in the way, too.
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !request.replacesExisting()) {
        throw new FileAlreadyExistsException(target.toString());
      }
      return target;
    }

    /** Waits for a download to the same file that is being ended, and refuses beside another. */
    private void claim(Path file) throws FileSystemException {
      for (Task other = TARGETS.putIfAbsent(key(file), this);
          other != null;
          other = TARGETS.putIfAbsent(key(file), this)) {
        if (!other.cancellation.isEnded() && !other.result.isDone()) {
          throw new FileSystemException(
              file.toString(), null, "another download to it is under way");
        }
        other.cancellation.end(); // who ended the future may be about to do so, or wait for us
        other.over.join();
      }
    }

    private Transfer.Context context() {
      return new Transfer.Context(
          transport,
          store(content, cancellation),
          decision,
          new Throttle(request.maxBytesPerSecond(), System::nanoTime),
          new Progress(request.progress()),
          cancellation);
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private StoreCalls store(Content content, Cancellation cancellation) {
    UrlSource urls = new UrlSource(content.url(), content.presigning(), Clock.systemUTC());
    Cancellation.Registration unused = cancellation.onEnd(urls::cancel);
    return new StoreCalls(transport, urls, cancellation);
  }

  /**
   * Fetches a content.
   *
   * @return the file
   * @throws DownloadException if it cannot be fetched whole
   * @throws IllegalStateException if the client is closed
   */
  public Path fetch(DownloadRequest request, Content content) {
    Cancellation cancellation = begin();
    if (transport.isClosed()) {
      cancellation.end();
      throw Transport.closedFailure();
    }
    return new Task(request, content, cancellation, new CompletableFuture<>()).run();
  }

  /**
   * As {@link #fetch}, once the URL is there. Ending the future some other way ends the download;
   * what it has fetched is kept.
   */
  public CompletableFuture<Path> fetchAsync(
      DownloadRequest request, CompletableFuture<Content> presigning) {
    return begin(
            presigning,
            (content, cancellation, result) ->
                new Task(request, content, cancellation, result).run())
        .result();
  }

  /**
   * Opens a content as a stream.
   *
   * @throws DownloadException if there is no answer that brings it
   * @throws IllegalStateException if the client is closed
   */
  public InputStream open(Content content) {
    return await(
        begin(
            CompletableFuture.completedFuture(content),
            (known, cancellation, result) -> stream(known, cancellation)));
  }

  /** As {@link #open}, once the URL is there. */
  public CompletableFuture<InputStream> openAsync(CompletableFuture<Content> presigning) {
    return begin(presigning, (content, cancellation, result) -> stream(content, cancellation))
        .result();
  }

  private InputStream stream(Content content, Cancellation cancellation) {
    try {
      ObjectStream stream =
          new ObjectStream(
              store(content, cancellation),
              decision,
              cancellation,
              e -> {
                DownloadException failure = failures.of(content, e, cancellation, 0);
                return new IOException(failure.getMessage(), failure);
              });
      return new StreamHandle(stream, content.origin().name());
    } catch (IOException e) {
      throw e.getCause() instanceof DownloadException failure
          ? failure
          : new IllegalStateException(e);
    }
  }

  private interface Work<T> {
    T of(Content content, Cancellation cancellation, CompletableFuture<?> result);
  }

  private record Begun<T>(CompletableFuture<T> result, Cancellation cancellation) {}

  private <T> Begun<T> begin(CompletableFuture<Content> presigning, Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Cancellation cancellation = begin();
    CompletableFuture<?> unusedEnding =
        result.whenComplete(
            (value, failure) -> {
              if (failure != null) {
                presigning.cancel(true);
                cancellation.end();
              }
            });
    CompletableFuture<?> unusedBeginning =
        presigning.whenComplete(
            (content, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else {
                begin(content, cancellation, work, result);
              }
            });
    return new Begun<>(result, cancellation);
  }

  private Cancellation begin() {
    Cancellation cancellation = new Cancellation();
    underWay.add(cancellation);
    Cancellation.Registration unused = cancellation.onEnd(() -> underWay.remove(cancellation));
    return cancellation;
  }

  private <T> void begin(
      Content content, Cancellation cancellation, Work<T> work, CompletableFuture<T> result) {
    try {
      threads.execute(
          () -> {
            try {
              T value = work.of(content, cancellation, result);
              transport.complete(() -> result.complete(value));
            } catch (RuntimeException | Error e) {
              transport.complete(() -> result.completeExceptionally(e));
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(Transport.closedFailure());
    }
  }

  private static <T> T await(Begun<T> begun) {
    boolean interrupted = false;
    while (true) {
      try {
        return begun.result().get();
      } catch (InterruptedException e) {
        interrupted = true;
        begun.cancellation().interrupt(); // and wait until nothing is written any more
      } catch (ExecutionException e) {
        throw CancellableFuture.unchecked(e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Ends every download and every stream. */
  @Override
  public void close() {
    underWay.forEach(Cancellation::end);
    threads.shutdown();
  }
}
