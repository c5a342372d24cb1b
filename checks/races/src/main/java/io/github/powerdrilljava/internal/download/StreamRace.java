package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.RemoteObject;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A stream that is closed as it is read closes its response, but not under the reader. */
@JCStressTest
@Outcome(id = "4, 1", expect = Expect.ACCEPTABLE, desc = "read, then closed")
@Outcome(id = "-2, 1", expect = Expect.ACCEPTABLE, desc = "closed, so that reading failed")
@Outcome(expect = Expect.FORBIDDEN, desc = "left open, closed under the reader, or other failures")
@State
public class StreamRace {

  private static final String URL = "http://localhost/x?";

  /** Of the response to each URL: it is made on another thread. */
  private static final Map<String, Body> BODIES = new ConcurrentHashMap<>();

  private static final AtomicLong NUMBER = new AtomicLong();

  private static final Transport TRANSPORT =
      new Transport(
          new OkHttpClient.Builder().addInterceptor(chain -> respond(chain.request())).build(),
          false,
          HttpUrl.get(URL),
          "",
          CleartextPolicy.TO_LOOPBACK_ONLY,
          Retries.NONE,
          Time.real(),
          Observers.NONE);

  private static Response respond(okhttp3.Request request) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(Okio.buffer(BODIES.remove(request.url().toString())), null, 8))
        .build();
  }

  /** Sees whether it is closed, and whether that happens while it is read. */
  private static final class Body extends ForwardingSource {
    private final AtomicInteger users = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean disturbed;

    Body() {
      super(new Buffer().writeUtf8("abcdefgh"));
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      disturbed |= users.incrementAndGet() > 1;
      long read = super.read(sink, byteCount);
      disturbed |= users.decrementAndGet() > 0;
      return read;
    }

    @Override
    public void close() throws IOException {
      disturbed |= users.incrementAndGet() > 1;
      closed = true;
      super.close();
      users.decrementAndGet();
    }
  }

  private final Body body = new Body();
  private final ObjectStream stream;

  public StreamRace() {
    String url = URL + NUMBER.incrementAndGet();
    BODIES.put(url, body);
    Cancellation cancellation = new Cancellation();
    try {
      UrlSource urls =
          new UrlSource(
              RemoteObject.of(new PresignedUrl(url, Instant.MAX)),
              CleartextPolicy.TO_LOOPBACK_ONLY,
              cancellation,
              Clock.systemUTC());
      HttpUrl unused = urls.begin();
      stream =
          new ObjectStream(
              new StoreClient(
                  TRANSPORT, new RetryPolicy(Retries.NONE, new Random(1)), urls, cancellation),
              e -> new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Actor
  public void read(II_Result seen) {
    try {
      seen.r1 = stream.read(new byte[4], 0, 4);
    } catch (IOException e) {
      seen.r1 = e.getCause() == null ? -2 : -3;
    } catch (RuntimeException e) {
      seen.r1 = -4;
    }
  }

  @Actor
  public void close() {
    stream.close();
  }

  @Arbiter
  public void see(II_Result seen) {
    seen.r2 = body.closed && !body.disturbed ? 1 : 0;
  }
}
