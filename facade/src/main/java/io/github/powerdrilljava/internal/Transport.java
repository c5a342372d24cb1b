package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The two HTTP clients of one {@code PowerdrillClient}, and all that closing it must end: one for
 * the API, which adds the key, and one for the object store, which never sees it.
 *
 * <p>Both have a dispatcher of their own, so that closing cancels our calls and no one else's, and
 * its threads are daemons, so that they keep no process alive.
 */
public final class Transport implements AutoCloseable {

  private static final int MAX_ENQUEUED_CALLS_AT_A_TIME = 64;
  static final int IDLE_THREAD_SECONDS = 1;

  /** How many silent attempts the call timeout has room for, where there may be so many. */
  private static final int MAX_SILENT_ATTEMPTS = 3;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Transport::daemon);
  private final Time time;
  private final Dispatcher dispatcher = new Dispatcher(threads);
  private final OkHttpClient api;
  private final OkHttpClient store;
  private final boolean ownsConnections;

  /** Calls to the store. The dispatcher forgets them as soon as their headers are there. */
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
    this.ownsConnections = ownsConnections;
    this.time = time;
    dispatcher.setMaxRequests(MAX_ENQUEUED_CALLS_AT_A_TIME);
    dispatcher.setMaxRequestsPerHost(MAX_ENQUEUED_CALLS_AT_A_TIME);
    OkHttpClient shared =
        StrictTls.of(base)
            .dispatcher(dispatcher)
            .addInterceptor(new UserAgent())
            .addInterceptor(new CallLog(new Redactor(apiKey)))
            .build();
    // A redirect would turn a POST into a GET, and lead away from the origin that may see the key.
    api =
        shared
            .newBuilder()
            .followRedirects(false)
            .readTimeout(silence(base, retries))
            .addInterceptor(new ApiKey(baseUrl, apiKey))
            .addInterceptor(Transport::encodeBrackets)
            .addInterceptor(Transport::sendOnce)
            .build();
    // A download may outlast any bound on a whole call; the read timeout notices when it stalls.
    store =
        shared
            .newBuilder()
            .callTimeout(0, TimeUnit.SECONDS)
            .protocols(List.of(Protocol.HTTP_1_1)) // each range over a connection of its own
            .socketFactory(BufferingSocketFactory.insteadOf(base.socketFactory()))
            .addNetworkInterceptor(insecureHttp::refuseRedirects)
            .addNetworkInterceptor(TruncationGuard::refuseUnknownEnds)
            .build();
  }

  /** How long the API may go without sending anything. */
  private static Duration silence(OkHttpClient base, Retries retries) {
    int attempts = Math.min(retries.maxAttempts(), MAX_SILENT_ATTEMPTS);
    int bounded = base.readTimeoutMillis();
    int share = base.callTimeoutMillis() / attempts;
    return Duration.ofMillis(bounded == 0 || (share > 0 && share < bounded) ? share : bounded);
  }

  /** A call to the API, not yet made; {@link IllegalStateException} if closed. */
  public Call newApiCall(Request request) {
    if (closed) {
      throw closedFailure();
    }
    return api.newCall(request);
  }

  /** A call to the object store, not yet made; it ends as cancelled if this is closed. */
  Call newStoreCall(Request request) {
    return store.newCall(request);
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

  /** Makes a call on this thread; {@link #end} is to be called once its response is closed. */
  Response begin(Call call) throws IOException {
    underWay.add(call);
    if (closed) {
      call.cancel();
    }
    return execute(call);
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

  /**
   * Makes a call and reads its response on a thread of the dispatcher, which lets 64 run at a time.
   * The future is completed on another, so that whatever the caller hangs on it holds up no call.
   *
   * @param failure what the caller gets to see of an I/O failure
   */
  <T> void enqueue(
      Call call,
      Reader<T> reader,
      CancellableFuture<T> future,
      Function<IOException, RuntimeException> failure) {
    future.endsWith(call::cancel);
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) {
            try {
              T value;
              try (response) {
                value = reader.read(response);
              }
              complete(() -> future.complete(value));
            } catch (IOException e) {
              onFailure(answered, e);
            } catch (RuntimeException | Error e) {
              complete(() -> future.completeExceptionally(e));
            }
          }

          @Override
          public void onFailure(Call failed, IOException e) {
            RuntimeException shown = failure.apply(e);
            complete(() -> future.completeExceptionally(shown));
          }
        });
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
    dispatcher.cancelAll();
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

  /**
   * Retrofit and OkHttp leave square brackets in a path as they are, which strict servers refuse.
   */
  private static Response encodeBrackets(Interceptor.Chain chain) throws IOException {
    HttpUrl url = chain.request().url();
    String path = url.encodedPath().replace("[", "%5B").replace("]", "%5D");
    HttpUrl strict = url.newBuilder().encodedPath(path).build();
    return chain.proceed(chain.request().newBuilder().url(strict).build());
  }

  /**
   * Keeps OkHttp from repeating a request by itself, as it does after a reset, 408 and 503: what is
   * repeated, and how often, is decided in one place. A body that can be sent once is what tells
   * it.
   */
  private static Response sendOnce(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    RequestBody body = request.body();
    return chain.proceed(
        body == null
            ? request
            : request.newBuilder().method(request.method(), new OneShot(body)).build());
  }

  private static final class OneShot extends RequestBody {
    private final RequestBody body;

    OneShot(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "Powerdrill");
    thread.setDaemon(true);
    return thread;
  }
}
