package io.github.powerdrilljava;

import io.github.powerdrilljava.contract.PromptSockets;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A service and an object store with one object, whose responses are what each test makes them. */
final class OddStore implements AutoCloseable {

  static final String TAG = "\"v1\"";

  /** As often as ever, and at once. */
  static final Retries AT_ONCE =
      new Retries(4, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

  /** Held, since the log manager forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  /** How the store responds to a GET. */
  interface Behaviour {
    MockResponse.Builder respond(Get get) throws InterruptedException;
  }

  private final MockWebServer server = new MockWebServer();
  private final List<Get> gets = new CopyOnWriteArrayList<>();
  private final AtomicInteger presigns = new AtomicInteger();
  private volatile Behaviour behaviour = Get::asAsked;
  private volatile byte[] object;
  private volatile Instant expiresAt = Instant.parse("2124-01-01T00:00:00Z");
  private volatile int mostPresigns = Integer.MAX_VALUE;

  OddStore(byte[] object) {
    this.object = object;
    server.setServerSocketFactory(new PromptSockets());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return request.getMethod().equals("POST") ? presigned() : respond(request);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] random(int size) {
    return FileContent.random(size, size);
  }

  private MockResponse presigned() {
    MockResponse.Builder response =
        new MockResponse.Builder().addHeader("Content-Type", "application/json");
    if (presigns.incrementAndGet() > mostPresigns) {
      return response.code(500).body("{}").build();
    }
    String url = server.url("/object").toString();
    return response.body(ContractResponses.presigned(url, expiresAt.toString())).build();
  }

  private MockResponse respond(RecordedRequest request) throws InterruptedException {
    Get get = Get.of(request, gets.size(), ByteString.of(object));
    gets.add(get);
    return behaviour.respond(get).build();
  }

  OddStore behaves(Behaviour newBehaviour) {
    behaviour = newBehaviour;
    return this;
  }

  /** Forgets all requests, and has another object from now on. */
  OddStore holds(byte[] newObject) {
    gets.clear();
    object = newObject;
    return this;
  }

  /** Presigns only so often, and what expires then. */
  OddStore presigns(Instant expiry, int most) {
    expiresAt = expiry;
    mostPresigns = most;
    return this;
  }

  byte[] object() {
    return object;
  }

  List<Get> gets() {
    return gets;
  }

  int presigns() {
    return presigns.get();
  }

  PresignedUrl url() {
    return new PresignedUrl(server.url("/object").toString(), expiresAt);
  }

  PowerdrillClient.Builder clientBuilder() {
    return PowerdrillClient.builder()
        .apiKey("secret-key-of-the-odd-store")
        .userId("tmm-1")
        .baseUrl(server.url("/api").toString())
        .retries(AT_ONCE)
        .maxRequestsPerSecond(0);
  }

  Downloader downloader() {
    return Downloader.builder().retries(AT_ONCE).build();
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * A GET of the object.
   *
   * @param number how many came before it
   * @param first of the bytes that are asked for, or of all
   * @param last of them, at most the object's own
   */
  record Get(
      int number,
      @Nullable String range,
      @Nullable String ifRange,
      int connection,
      ByteString object,
      int first,
      int last) {

    private static Get of(RecordedRequest request, int number, ByteString object) {
      String range = request.getHeaders().get("Range");
      int first = 0;
      int last = object.size() - 1;
      if (range != null) {
        String[] bounds = range.substring("bytes=".length()).split("-", -1);
        first = Integer.parseInt(bounds[0]);
        last = bounds[1].isEmpty() ? last : Math.min(last, Integer.parseInt(bounds[1]));
      }
      String ifRange = request.getHeaders().get("If-Range");
      int connection = request.getConnectionIndex();
      return new Get(number, range, ifRange, connection, object, first, last);
    }

    /** The same, but no bytes after this one. */
    Get upTo(int most) {
      int shorter = range == null ? last : Math.min(last, most);
      return new Get(number, range, ifRange, connection, object, first, shorter);
    }

    /** What is asked for, as any store brings it. */
    MockResponse.Builder asAsked() {
      return range == null || (ifRange != null && !ifRange.equals(TAG)) ? all() : part();
    }

    MockResponse.Builder all() {
      return new MockResponse.Builder().addHeader("ETag", TAG).body(bytes(0, object.size()));
    }

    MockResponse.Builder part() {
      return part(first, last);
    }

    MockResponse.Builder part(int from, int to) {
      return said("bytes " + from + "-" + to + "/" + object.size())
          .body(bytes(from, to + 1 - from));
    }

    /** A part without a body yet. */
    MockResponse.Builder said(String contentRange) {
      return new MockResponse.Builder()
          .code(206)
          .addHeader("ETag", TAG)
          .addHeader("Content-Range", contentRange);
    }

    MockResponse.Builder refused(int status, String code) {
      return new MockResponse.Builder()
          .code(status)
          .body(String.format(Locale.ROOT, "<Error><Code>%s</Code></Error>", code));
    }

    Buffer bytes(int from, int length) {
      return new Buffer().write(object.substring(from, from + length));
    }

    Buffer asked() {
      return bytes(first, last + 1 - first);
    }
  }
}
