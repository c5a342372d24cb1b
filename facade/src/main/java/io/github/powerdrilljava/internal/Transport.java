package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes the calls of one {@code PowerdrillClient}, each on a thread of its own, and ends all of
 * them when it is closed. Its threads are daemons, so that they keep no process alive.
 */
public final class Transport implements AutoCloseable {

  static final int IDLE_THREAD_SECONDS = 1;

  /**
   * How long a cancelled call may take to end by itself, before the one who waits for it is told:
   * the rest of the time it is held up by something that cannot be ended, such as DNS.
   */
  private static final long CANCEL_MILLIS = 100;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Transport::daemon);
  private final Time time;
  private final OkHttpClient api;
  private final OkHttpClient store;
  private final boolean ownsConnections;

  /** Calls whose response is awaited or open. */
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * Derives both clients.
   *
   * @param base holds timeouts, proxy and trust; never closed
   * @param ownsConnections whether nobody else uses the base's connection pool
   * @param time its scheduler ends with this object
   */
  public Transport(
      OkHttpClient base,
      boolean ownsConnections,
      HttpUrl baseUrl,
      String apiKey,
      InsecureHttp insecureHttp,
      Retries retries,
      Time time) {
    HttpClients clients = HttpClients.of(base, baseUrl, apiKey, insecureHttp, retries);
    this.api = clients.api();
    this.store = clients.store();
    this.ownsConnections = ownsConnections;
    this.time = time;
  }

  /** A call to the API, not yet made; {@link IllegalStateException} if closed. */
  public Call newApiCall(Request request) {
    if (closed) {
      throw closedFailure();
    }
    return newCall(api, request);
  }

  /** A call to the object store, not yet made; it ends as cancelled if this is closed. */
  Call newStoreCall(Request request) {
    ResponseDeadline deadline =
        new ResponseDeadline(
            Duration.ofMillis(store.connectTimeoutMillis()),
            Duration.ofMillis(store.readTimeoutMillis()));
    return newCall(store, request.newBuilder().tag(ResponseDeadline.class, deadline).build());
  }

  private static Call newCall(OkHttpClient client, Request request) {
    Call call = client.newCall(request);
    call.addEventListener(new StaleConnections(client.connectionPool()));
    return call;
  }

  /** How long one API call may take with all its attempts; zero for no bound. */
  Duration callTimeout() {
    return Duration.ofMillis(api.callTimeoutMillis());
  }

  /** In which calls wait for a turn or a retry. */
  Time time() {
    return time;
  }

  static IllegalStateException closedFailure() {
    return new IllegalStateException("This PowerdrillClient is closed.");
  }

  boolean isClosed() {
    return closed;
  }

  /** Makes something of a response, which it need not close. */
  interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /**
   * Makes a call to the object store and waits for its response's headers; {@link #end} is to be
   * called once the response is closed, or this has failed.
   */
  Response begin(Call call) throws IOException {
    PendingResponse pending =
        new PendingResponse(
            call, Objects.requireNonNull(call.request().tag(ResponseDeadline.class)));
    call.addEventListener(pending);
    add(call);
    try {
      threads.execute(
          () -> {
            pending.ask();
            dropConnectionsIfClosed();
          });
    } catch (RejectedExecutionException e) {
      throw new CancelledException(e); // closed
    }
    return pending.await();
  }

  private void add(Call call) {
    underWay.add(call);
    if (closed) {
      call.cancel();
    }
  }

  /** Says that a call that was begun has no response that is open. */
  void end(Call call) {
    underWay.remove(call);
    dropConnectionsIfClosed();
  }

  /** Runs something on a thread of its own. */
  void run(Runnable task) {
    threads.execute(task);
  }

  /** Makes a call on this thread; whatever goes wrong is an {@link IOException}, or an error. */
  static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IOException e) {
      throw typed(call, e);
    } catch (Exception e) {
      throw new ClientFailure(e);
    }
  }

  /** OkHttp tells a timeout by its type, but a cancellation by its text alone. */
  private static IOException typed(Call call, IOException e) {
    return call.isCanceled() && !(e instanceof InterruptedIOException)
        ? new CancelledException(e)
        : e;
  }

  /**
   * Makes a call and reads its response on a thread of its own.
   *
   * @param failure what the caller gets to see of an I/O failure
   */
  <T> void enqueue(
      Call call,
      Reader<T> reader,
      CancellableFuture<T> future,
      Function<IOException, RuntimeException> failure) {
    future.endsWith(call::cancel);
    call.addEventListener(
        new EventListener() {
          @Override
          public void canceled(Call cancelled) {
            tellSoon(future, failure);
          }
        });
    add(call);
    threads.execute(
        () -> {
          Runnable completion = outcome(call, reader, future, failure);
          end(call);
          completion.run();
        });
  }

  private static <T> Runnable outcome(
      Call call,
      Reader<T> reader,
      CancellableFuture<T> future,
      Function<IOException, RuntimeException> failure) {
    try (Response response = execute(call)) {
      T value = reader.read(response);
      return () -> future.complete(value);
    } catch (IOException e) {
      RuntimeException shown = failure.apply(typed(call, e));
      return () -> future.completeExceptionally(shown);
    } catch (RuntimeException | Error e) {
      return () -> future.completeExceptionally(e);
    }
  }

  /** Where the future is still open, nobody but the call timeout cancels its call. */
  private void tellSoon(
      CancellableFuture<?> future, Function<IOException, RuntimeException> failure) {
    if (future.isDone() || closed) {
      return; // who closes this, tells all
    }
    try {
      ScheduledFuture<?> unused =
          time.scheduler()
              .schedule(
                  () -> complete(() -> tellTimeout(future, failure)),
                  CANCEL_MILLIS,
                  TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // closed just now
    }
  }

  private static void tellTimeout(
      CancellableFuture<?> future, Function<IOException, RuntimeException> failure) {
    if (!future.isDone()) {
      future.completeExceptionally(failure.apply(new InterruptedIOException("timeout")));
    }
  }

  /** Runs what may take long, or for ever: it is the caller's. */
  void complete(Runnable completion) {
    dropConnectionsIfClosed();
    try {
      threads.execute(completion);
    } catch (RejectedExecutionException e) {
      completion.run(); // closed: there are no other calls to hold up
    }
  }

  /**
   * Cancels what is under way and gives back every thread and socket that this object opened. A
   * connection that a cancelled call still holds is given back when that call ends.
   */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(Call::cancel);
    time.scheduler().shutdownNow();
    threads.shutdown();
    dropConnectionsIfClosed();
  }

  private void dropConnectionsIfClosed() {
    if (closed && ownsConnections) {
      api.connectionPool().evictAll();
    }
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "Powerdrill");
    thread.setDaemon(true);
    return thread;
  }
}
