package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one {@code PowerdrillClient}, each on a thread of its own, and ends all of
 * them when it is closed. Its threads are daemons, so that they keep no process alive.
 */
public final class Transport implements AutoCloseable {

  public static final int IDLE_THREAD_SECONDS = 1;

  /**
   * How many API calls run at a time, and how many downloads of async methods, as their
   * documentation states. So many connections are kept, or the next calls would connect again.
   */
  public static final int MOST_AT_A_TIME = 256;

  /** From so many on, connections are counted less often than calls are made. */
  private static final int MANY_CALLS = 128;

  private static final long MOST_NANOS_FOR_A_COUNT = TimeUnit.MILLISECONDS.toNanos(10);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Transport::daemon);
  private final Time time;
  private final HttpClients clients;
  private final Duration callTimeout;
  private final boolean ownsConnections;
  private final Observers observers;
  private final Redactor redactor;

  /** They may wait for anything. */
  private final boolean hasForeignInterceptors;

  private final DeadlineWatch deadlines;

  /** Calls whose response is awaited or open. */
  final Set<Call> underWay = ConcurrentHashMap.newKeySet();

  private volatile long nextIdleCount = System.nanoTime();
  private volatile boolean hadIdleConnection;
  private volatile boolean closed;

  /**
   * Derives both clients.
   *
   * @param base holds timeouts, proxy and trust; never closed
   * @param ownsConnections whether nobody else uses the base's connection pool
   * @param time its scheduler ends with this object
   * @param observers of what is done with it
   */
  public Transport(
      OkHttpClient base,
      boolean ownsConnections,
      HttpUrl baseUrl,
      String apiKey,
      CleartextPolicy cleartext,
      Retries retries,
      Time time,
      Observers observers) {
    this.clients = HttpClients.of(base, baseUrl, apiKey, cleartext, retries);
    this.callTimeout = Duration.ofMillis(base.callTimeoutMillis());
    this.ownsConnections = ownsConnections;
    this.hasForeignInterceptors =
        !base.interceptors().isEmpty() || !base.networkInterceptors().isEmpty();
    this.time = time;
    this.observers = observers;
    this.redactor = new Redactor(apiKey);
    this.deadlines = new DeadlineWatch(time.scheduler());
  }

  /**
   * A call to the API, not yet made; it ends as cancelled if this is closed.
   *
   * @param callTimeout of the request; null for the client's
   */
  public Call newApiCall(Request request, @Nullable Duration callTimeout, Observation observation) {
    return newCall(clients.api(callTimeout), HttpClients.withoutBrackets(request), observation);
  }

  /** As {@link #newApiCall}, but to the object store. */
  public Call newStoreCall(
      Request request, @Nullable Duration callTimeout, Observation observation) {
    OkHttpClient store = clients.store(callTimeout);
    ResponseDeadline deadline =
        new ResponseDeadline(
            Duration.ofMillis(store.connectTimeoutMillis()),
            Duration.ofMillis(store.readTimeoutMillis()));
    return newCall(
        store,
        request
            .newBuilder()
            .header("User-Agent", UserAgent.NAME)
            .tag(ResponseDeadline.class, deadline)
            .build(),
        observation);
  }

  private Call newCall(OkHttpClient client, Request request, Observation observation) {
    Call call = client.newCall(request);
    ProxyWatch.add(call);
    observation.watch(call, redactor);
    call.addEventListener(new StaleConnections(client.connectionPool()));
    return call;
  }

  /** How long one API call may take with all its attempts; zero for no bound. */
  public Duration callTimeout() {
    return callTimeout;
  }

  /** Of what is done with this. */
  public Observers observers() {
    return observers;
  }

  /** In which calls wait for a turn or a retry. */
  public Time time() {
    return time;
  }

  public static IllegalStateException closedFailure() {
    return new IllegalStateException("This PowerdrillClient is closed.");
  }

  public boolean isClosed() {
    return closed;
  }

  /** Makes a call to the API and reads its response, on this thread, or fails in time. */
  public <T> T call(Call call, Deadline deadline, ResponseReader<T> reader) throws IOException {
    add(call);
    try {
      return deadlines.within(deadline, call, () -> read(call, deadline, reader));
    } finally {
      end(call);
    }
  }

  /** Makes something of a response, which it need not close. */
  public interface ResponseReader<T> {
    T read(Response response) throws IOException;
  }

  private <T> T read(Call call, Deadline deadline, ResponseReader<T> reader) throws IOException {
    try (Response response =
        needsNoConnecting() ? PendingResponse.execute(call) : onOtherThread(call, deadline)) {
      return read(call, response, reader);
    }
  }

  private static <T> T read(Call call, Response response, ResponseReader<T> reader)
      throws IOException {
    try {
      return reader.read(response);
    } catch (IOException e) {
      throw PendingResponse.typed(call, e);
    }
  }

  /**
   * Makes a call to the object store and waits for its response's headers; {@link #end} is to be
   * called once the response is closed, or this has failed.
   */
  public Response begin(Call call) throws IOException {
    Deadline deadline = Objects.requireNonNull(call.request().tag(ResponseDeadline.class));
    add(call);
    try {
      return needsNoConnecting()
          ? deadlines.within(deadline, call, () -> PendingResponse.execute(call))
          : onOtherThread(call, deadline);
    } catch (SocketTimeoutException e) {
      clients.store().connectionPool().evictAll(); // one that is kept may be as dead as this one
      throw e;
    }
  }

  /**
   * Most likely: a connection that is kept can be ended whatever it waits for, but DNS and foreign
   * code cannot, and a thread that might have to leave those must not run them itself.
   */
  private boolean needsNoConnecting() {
    return !hasForeignInterceptors && hasIdleConnection();
  }

  /**
   * Counting them walks all connections. Among very many calls, one of a moment ago may be taken by
   * now either way, so that the last count is as good as a new one: counting may take one thread's
   * {@link DeadlineWatch#SHARE} of the time.
   */
  private boolean hasIdleConnection() {
    long now = System.nanoTime();
    if (underWay.size() < MANY_CALLS || now - nextIdleCount >= 0) {
      nextIdleCount = now + MOST_NANOS_FOR_A_COUNT; // so that only one counts
      hadIdleConnection = clients.store().connectionPool().idleConnectionCount() > 0;
      nextIdleCount = now + DeadlineWatch.SHARE * (System.nanoTime() - now);
    }
    return hadIdleConnection;
  }

  private Response onOtherThread(Call call, Deadline deadline) throws IOException {
    PendingResponse pending = new PendingResponse(call, deadline);
    call.addEventListener(pending);
    Runnable ask =
        () -> {
          pending.ask();
          dropConnectionsIfClosed();
        };
    try {
      if (!VirtualThreads.startFromOne(ask)) {
        threads.execute(ask);
      }
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

  /** Records that a call has no open response any more. */
  public void end(Call call) {
    underWay.remove(call);
    dropConnectionsIfClosed();
  }

  /** Runs something on a thread of its own. */
  public void run(Runnable task) {
    threads.execute(task);
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
      clients.api().connectionPool().evictAll();
    }
  }

  public static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "Powerdrill");
    thread.setDaemon(true);
    return thread;
  }
}
