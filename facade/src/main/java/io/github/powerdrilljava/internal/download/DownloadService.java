package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.RemoteObject;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Makes downloads and streams, and ends them. */
public final class DownloadService implements AutoCloseable {

  /** A download that is ending does so at once, unless its listener holds it up. */
  private static final Duration MAX_PATIENCE = Duration.ofSeconds(30);

  private final Transport transport;
  private final DownloadErrors errors;
  private final RetryPolicy policy;
  private final CleartextPolicy cleartext;
  final Set<Cancellation> underWay = ConcurrentHashMap.newKeySet();
  private final AsyncTasks tasks;

  /** Makes nothing yet. */
  public DownloadService(
      Transport transport, Redactor redactor, Retries retries, CleartextPolicy cleartext) {
    this.transport = transport;
    this.errors = new DownloadErrors(transport, redactor);
    this.policy = new RetryPolicy(retries, new Random());
    this.cleartext = cleartext;
    this.tasks = new AsyncTasks(transport);
  }

  /**
   * Downloads an object to its target, on this thread.
   *
   * @return the file
   * @throws DownloadException if it cannot be fetched whole
   * @throws IllegalStateException if the client is closed
   */
  public Path fetch(DownloadRequest<?> request, RemoteObject object) {
    return fetch(request, object, beginDownload(object, Observation.NONE), () -> false).path();
  }

  /** As {@link #fetch}, as a part of something larger, whose end ends it. */
  public DownloadedFile fetch(
      DownloadRequest<?> request, RemoteObject object, Cancellation whole, NamingCheck check) {
    Cancellation cancellation = beginDownload(object, whole.observation());
    Cancellation.Registration ended = whole.onEnd(cancellation::end);
    try {
      return task(request, object, cancellation, () -> false).beforeNaming(check).run();
    } finally {
      ended.close();
      cancellation.end();
    }
  }

  /** Removes what a download to a file left that was killed once the file was whole. */
  public void removeLeftovers(Path file, RemoteObject object) throws IOException {
    try (JournaledFile beside = PartialFiles.open(file, object.digest(), null)) {
      beside.removeOldMark();
    }
  }

  /** As {@link #fetch}, on another thread. Ending the future some other way ends the download. */
  public CompletableFuture<Path> fetchAsync(DownloadRequest<?> request, RemoteObject object) {
    CompletableFuture<Path> result = new CompletableFuture<>();
    Cancellation cancellation = beginDownload(object, Observation.NONE);
    tasks.run(
        result,
        cancellation,
        () -> result.complete(fetch(request, object, cancellation, result::isDone).path()),
        () -> cancelled(object, cancellation));
    return result;
  }

  private DownloadedFile fetch(
      DownloadRequest<?> request,
      RemoteObject object,
      Cancellation cancellation,
      BooleanSupplier isGivenUp) {
    try {
      return task(request, object, cancellation, isGivenUp).run();
    } finally {
      cancellation.end(); // there is nothing left that it would have to end
    }
  }

  private DownloadTask task(
      DownloadRequest<?> request,
      RemoteObject object,
      Cancellation cancellation,
      BooleanSupplier isGivenUp) {
    UrlSource urls = urls(object, cancellation);
    return new DownloadTask(
        request, urls, store(urls, cancellation), isGivenUp, patience(), errors);
  }

  /** As long as a call may take, but no more than this. */
  private Duration patience() {
    Duration bound = transport.callTimeout();
    return bound.isZero() || bound.compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : bound;
  }

  private UrlSource urls(RemoteObject object, Cancellation cancellation) {
    return new UrlSource(object, cleartext, cancellation, Clock.systemUTC());
  }

  private StoreClient store(UrlSource urls, Cancellation cancellation) {
    return new StoreClient(transport, policy, urls, cancellation);
  }

  private StreamTask streamTask(RemoteObject object, Cancellation cancellation) {
    UrlSource urls = urls(object, cancellation);
    return new StreamTask(urls, store(urls, cancellation), errors);
  }

  /**
   * Opens an object as a stream, on this thread.
   *
   * @throws DownloadException if there is no response that brings it
   * @throws IllegalStateException if the client is closed
   */
  public InputStream open(RemoteObject object) {
    return streamTask(object, beginOpen(object, Observation.NONE)).run();
  }

  /** As {@link #open}, as a part of something larger, whose end ends it. */
  public InputStream open(RemoteObject object, Cancellation whole) {
    Cancellation cancellation = beginOpen(object, whole.observation());
    Cancellation.Registration ended = whole.onEnd(cancellation::end);
    Cancellation.Registration unused = cancellation.onEnd(ended::close);
    return streamTask(object, cancellation).run();
  }

  /** As {@link #open}, on another thread. */
  public CompletableFuture<InputStream> openAsync(RemoteObject object) {
    CompletableFuture<InputStream> result = new CompletableFuture<>();
    Cancellation cancellation = beginOpen(object, Observation.NONE);
    tasks.run(
        result,
        cancellation,
        () -> {
          InputStream stream = streamTask(object, cancellation).run();
          if (!result.complete(stream)) {
            stream.close(); // nobody else will, as nobody gets it
          }
        },
        () -> cancelled(object, cancellation));
    return result;
  }

  /** Registers something that {@link #close} is to end. */
  public Cancellation begin() {
    return begin(Observation.NONE);
  }

  private Cancellation beginDownload(RemoteObject object, Observation parent) {
    return begin(transport.observers().observe(object.subject("download"), parent));
  }

  private Cancellation beginOpen(RemoteObject object, Observation parent) {
    return begin(transport.observers().observe(object.subject("open"), parent));
  }

  private Cancellation begin(Observation observation) {
    Cancellation cancellation = new Cancellation(observation);
    underWay.add(cancellation);
    Cancellation.Registration unused = cancellation.onEnd(() -> underWay.remove(cancellation));
    if (transport.isClosed()) {
      cancellation.end();
      throw Transport.closedFailure();
    }
    return cancellation;
  }

  private DownloadException cancelled(RemoteObject object, Cancellation cancellation) {
    return errors.of(urls(object, cancellation), new CancelledException(), cancellation, 0);
  }

  /** Runs a part of something larger on a thread of its own. */
  public void run(Runnable job) {
    transport.run(job);
  }

  public boolean isClosed() {
    return transport.isClosed();
  }

  /** Ends every download and every stream. */
  @Override
  public void close() {
    underWay.forEach(Cancellation::end);
    tasks.close();
  }
}
