package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The two HTTP clients of one {@code PowerdrillClient}, and all that closing it must end: one for
 * the API, which adds the key, and one for the object store, which never sees it.
 *
 * <p>Both have a dispatcher of their own, so that closing cancels our calls and no one else's, and
 * its threads are daemons, so that they keep no process alive.
 */
public final class Transport implements AutoCloseable {

  private static final int MAX_CONCURRENT_ASYNC_CALLS = 64;
  private static final int IDLE_THREAD_SECONDS = 5;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Transport::daemon);
  private final Dispatcher dispatcher = new Dispatcher(threads);
  private final OkHttpClient api;
  private final OkHttpClient store;
  private final boolean ownsConnections;

  /** Blocking calls. The dispatcher forgets them as soon as their headers are there. */
  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * @param base holds timeouts, proxy and trust; derived from, never closed
   * @param ownsConnections whether nobody else uses the base's connection pool
   */
  public Transport(OkHttpClient base, boolean ownsConnections, HttpUrl baseUrl, String apiKey) {
    this.ownsConnections = ownsConnections;
    dispatcher.setMaxRequests(MAX_CONCURRENT_ASYNC_CALLS);
    dispatcher.setMaxRequestsPerHost(MAX_CONCURRENT_ASYNC_CALLS);
    OkHttpClient shared =
        base.newBuilder()
            .dispatcher(dispatcher)
            .addInterceptor(new UserAgent())
            .addInterceptor(new CallLog())
            .build();
    // A redirect would turn a POST into a GET, and lead away from the origin that may see the key.
    api =
        shared
            .newBuilder()
            .followRedirects(false)
            .addInterceptor(new ApiKey(baseUrl, apiKey))
            .build();
    // A download may outlast any bound on a whole call; the read timeout notices when it stalls.
    store = shared.newBuilder().callTimeout(0, TimeUnit.SECONDS).build();
  }

  /** A call to the API, not yet made; {@link IllegalStateException} if closed. */
  public Call newApiCall(Request request) {
    return open(api).newCall(request);
  }

  /** A call to the object store, not yet made; {@link IllegalStateException} if closed. */
  Call newStoreCall(Request request) {
    return open(store).newCall(request);
  }

  /** Makes something of a response, which it need not close. */
  interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /** Makes a call and reads its response on this thread; closing this object cancels either. */
  <T> T execute(Call call, Reader<T> reader) throws IOException {
    underWay.add(call);
    if (closed) {
      call.cancel();
    }
    try (Response response = execute(call)) {
      return reader.read(response);
    } finally {
      underWay.remove(call);
    }
  }

  /**
   * While OkHttp connects, it lets an undeclared {@link InterruptedException} through and forgets
   * the thread's flag; here it becomes an {@link InterruptedIOException}, and the flag stays.
   */
  private static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  /** Threads for work that blocks. */
  Executor threads() {
    return threads;
  }

  boolean isClosed() {
    return closed;
  }

  private OkHttpClient open(OkHttpClient client) {
    if (closed) {
      throw closedFailure();
    }
    return client;
  }

  static IllegalStateException closedFailure() {
    return new IllegalStateException("This PowerdrillClient is closed.");
  }

  /** Cancels what is in flight and gives back every thread and socket that this object opened. */
  @Override
  public void close() {
    closed = true;
    dispatcher.cancelAll();
    underWay.forEach(Call::cancel);
    threads.shutdown();
    if (ownsConnections) {
      api.connectionPool().evictAll();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "Powerdrill");
    thread.setDaemon(true);
    return thread;
  }
}
