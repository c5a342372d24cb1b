package io.github.powerdrilljava.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How streams end: whole, failed, closed, interrupted, or forgotten. */
@Timeout(60)
class OpenStreamTest {

  private static final Retries QUICK = new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final String CONTENT = "0123456789".repeat(2_000);
  private static final int ROUNDS = 200;

  /** Held, since the log manager forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server = new MockWebServer();
  private final ConnectionPool pool = new ConnectionPool();
  private Transport transport;
  private Downloads downloads;
  private Content.Pending content;

  @BeforeEach
  void start() throws IOException {
    QUIET.setLevel(Level.OFF);
    QueueDispatcher inOrder = new QueueDispatcher();
    inOrder.setFailFast(true);
    server.setDispatcher(inOrder);
    server.start();
    transport =
        new Transport(
            new OkHttpClient.Builder().connectionPool(pool).readTimeout(Duration.ZERO).build(),
            true,
            server.url("/"),
            "",
            InsecureHttp.TO_LOOPBACK_ONLY,
            QUICK,
            Time.real());
    downloads = new Downloads(transport, new Redactor(""), QUICK);
    content =
        Content.Pending.of(
            new PresignedUrl(
                server.url("/sales.csv?Signature=5ec2e7").toString(),
                Instant.parse("2124-01-01T00:00:00Z")));
  }

  @AfterEach
  void stop() {
    transport.close();
    downloads.close();
    server.close();
  }

  private static MockResponse.Builder whole() {
    return new MockResponse.Builder().body(CONTENT);
  }

  private static MockResponse.Builder half() {
    return whole().onResponseBody(new SocketEffect.CloseSocket());
  }

  /** The bytes from this one on, of the version that the tag names. */
  private static MockResponse.Builder range(int from, String etag) {
    return new MockResponse.Builder()
        .code(206)
        .addHeader("ETag", etag)
        .addHeader(
            "Content-Range",
            String.format(
                Locale.ROOT, "bytes %d-%d/%d", from, CONTENT.length() - 1, CONTENT.length()))
        .body(CONTENT.substring(from));
  }

  private InputStream open(MockResponse.Builder... responses) {
    for (MockResponse.Builder response : responses) {
      server.enqueue(response.build());
    }
    return downloads.open(content);
  }

  private static void readAll(InputStream in) throws IOException {
    in.transferTo(new ByteArrayOutputStream());
  }

  private void assertThatNothingIsHeld() {
    assertThat(downloads.underWay).isEmpty();
    assertThat(pool.connectionCount()).isEqualTo(pool.idleConnectionCount());
  }

  // The first failure is the last.

  @Test
  void aFailureThatTheReaderSawIsFinalWhereVersionsCannotBeTold() throws IOException {
    InputStream in = open(half(), whole(), whole());
    assertThatEveryUseFailsAsTheFirst(in);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aFailureThatTheReaderSawIsFinalWhereTheObjectChanged() throws IOException {
    MockResponse.Builder cut = range(0, "\"1\"").onResponseBody(new SocketEffect.CloseSocket());
    InputStream in = open(cut, whole().addHeader("ETag", "\"2\""), range(0, "\"1\""));
    assertThatEveryUseFailsAsTheFirst(in);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private void assertThatEveryUseFailsAsTheFirst(InputStream in) {
    IOException first = catchThrowableOfType(IOException.class, () -> readAll(in));
    assertThat(first).hasCauseInstanceOf(DownloadException.class);
    for (ThrowingCallable use :
        new ThrowingCallable[] {
          in::read, () -> in.read(new byte[9]), in::available, () -> in.skip(1), () -> readAll(in)
        }) {
      assertThatIOException()
          .isThrownBy(use)
          .isNotSameAs(first)
          .withMessage(first.getMessage())
          .withCause(first.getCause());
    }
    assertThatNothingIsHeld();
  }

  // What has ended is released, closed or not.

  @Test
  void aStreamThatWasReadToItsEndGivesItsConnectionBack() throws IOException {
    InputStream in = open(whole());
    readAll(in);
    assertThat(pool.idleConnectionCount()).isEqualTo(1);
    assertThatNothingIsHeld();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.available()).isZero();
  }

  @Test
  void aStreamThatIsForgottenIsClosedWithAWarning() throws Exception {
    try (Warnings warnings = new Warnings()) {
      forget(whole());
      assertThat(warnings.first())
          .startsWith("The stream of \"" + server.url("/sales.csv") + "\" was never closed.")
          .doesNotContain("5ec2e7");
    }
    assertThatNothingIsHeld();
  }

  @Test
  void onlyWhatWasStillOpenIsWarnedOf() throws Exception {
    try (Warnings warnings = new Warnings()) {
      readAll(open(whole()));
      open(whole()).close();
      forget(whole());
      assertThat(warnings.first()).isNotBlank();
      System.gc();
      assertThat(warnings.records).isEmpty();
    }
  }

  private void forget(MockResponse.Builder response) throws IOException {
    assertThat(open(response).read()).isEqualTo('0');
    assertThat(downloads.underWay).hasSize(1);
  }

  /** What the client warns of. */
  private static final class Warnings extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("io.github.powerdrilljava");
    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();

    Warnings() {
      setLevel(Level.WARNING);
      logger.addHandler(this);
    }

    /** Collects garbage until there is one. */
    String first() {
      while (records.isEmpty()) {
        System.gc();
      }
      return records.remove();
    }

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)) {
        records.add(new SimpleFormatter().formatMessage(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @Test
  void aStreamThatWasCancelledAsItOpenedIsReleased() throws IOException {
    answerAlways(UnaryOperator.identity());
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<InputStream> opening = downloads.openAsync(content);
      while (round % 3 > 0 && server.getRequestCount() <= round / 3) {
        Thread.onSpinWait();
      }
      if (!opening.cancel(true)) {
        opening.join().close(); // it has reached its caller
      }
    }
    while (!downloads.underWay.isEmpty() || pool.connectionCount() > pool.idleConnectionCount()) {
      Thread.onSpinWait(); // or the time limit fails this test
    }
  }

  private void answerAlways(UnaryOperator<MockResponse.Builder> how) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return how.apply(whole()).build();
          }
        });
  }

  // Another thread may close.

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    InputStream in = open(whole().onResponseBody(SocketEffect.Stall.INSTANCE));
    in.skipNBytes(CONTENT.length() / 2);
    CompletableFuture<Throwable> reader = reading(in);
    for (int i = 0; i < 1_000; i++) {
      assertThat(in.available()).isZero(); // and does not wait for the reader
    }
    in.close();
    assertThat(reader.get())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("The stream is closed.");
    assertThatNothingIsHeld();
  }

  @Test
  void closingAtAnyMomentIsAnIoExceptionForTheReader() throws Exception {
    answerAlways(UnaryOperator.identity());
    for (int round = 0; round < ROUNDS; round++) {
      InputStream in = downloads.open(content);
      CompletableFuture<Throwable> reader = reading(in);
      for (int spin = 0; spin < round * 20; spin++) {
        Thread.onSpinWait();
      }
      in.close();
      assertThat(reader.get())
          .as("round %d", round)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("The stream is closed.");
      assertThat(downloads.underWay).isEmpty();
    }
    assertThatNothingIsHeld();
  }

  /** Reads until it throws, in small bites. */
  private static CompletableFuture<Throwable> reading(InputStream in) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                byte[] bytes = new byte[100];
                while (true) {
                  int unused = in.read(bytes);
                }
              } catch (Throwable e) {
                failure.complete(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return failure;
  }

  @Test
  void aClosedStreamCannotBeUsed() throws IOException {
    InputStream in = open(whole());
    in.close();
    in.close();
    for (ThrowingCallable use :
        new ThrowingCallable[] {
          in::read,
          () -> in.read(new byte[9]),
          () -> in.read(new byte[0]),
          in::available,
          () -> in.skip(1),
          in::readAllBytes
        }) {
      assertThatIOException().isThrownBy(use).withMessage("The stream is closed.").withNoCause();
    }
    assertThatNothingIsHeld();
  }

  @Test
  void anInterruptEndsAReadThatWaits() throws Exception {
    InputStream in = open(whole().onResponseBody(SocketEffect.Stall.INSTANCE));
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> failure.complete(catchThrowableOfType(IOException.class, () -> readAll(in))));
    in.readNBytes(CONTENT.length() / 2); // the rest never comes
    reader.start();
    while (Stream.of(reader.getStackTrace())
        .noneMatch(frame -> frame.getClassName().startsWith("sun.nio.ch."))) {
      Thread.onSpinWait(); // until it waits for the socket
    }
    reader.interrupt();
    assertThat(failure.get()).hasMessageContaining("the thread was interrupted.");
    assertThatNothingIsHeld();
  }

  // It is an InputStream like any other.

  @Test
  void readsSkipsAndCountsAsAnyInputStream() throws IOException {
    try (InputStream in = open(range(0, "\"1\""))) {
      assertThat(in.markSupported()).isFalse();
      assertThatIOException().isThrownBy(in::reset);
      assertThat(in.read(new byte[0])).isZero();
      assertThat(in.read()).isEqualTo('0');
      assertThat(in.available()).isPositive();
      assertThat(in.readNBytes(4)).isEqualTo("1234".getBytes(UTF_8));
      assertThat(in.skip(CONTENT.length() - 10)).isEqualTo(CONTENT.length() - 10);
      assertThat(in.skip(100)).isEqualTo(5);
      assertThat(in.read(new byte[1])).isEqualTo(-1);
      assertThat(in.skip(1)).isZero();
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> in.read(new byte[1], 1, 1));
    }
  }

  @Test
  void resumesWhereItBroke() throws IOException {
    MockResponse.Builder cut = range(0, "\"1\"").onResponseBody(new SocketEffect.CloseSocket());
    try (InputStream in = open(cut)) {
      byte[] first = in.readNBytes(CONTENT.length() / 2);
      server.enqueue(range(first.length, "\"1\"").build());
      assertThat(new String(first, UTF_8) + new String(in.readAllBytes(), UTF_8))
          .isEqualTo(CONTENT);
    }
  }
}
