package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Streams of one content, from scripted responses. */
abstract class AtStream {

  private static final Retries QUICK = new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  static final String CONTENT = "0123456789".repeat(2_000);
  static final int ROUNDS = 200;

  /** Held, since the log manager forgets loggers that nobody holds. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  final MockWebServer server = new MockWebServer();
  final ConnectionPool pool = new ConnectionPool();
  Transport transport;
  DownloadService downloads;
  RemoteObject content;

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
            CleartextPolicy.TO_LOOPBACK_ONLY,
            QUICK,
            Time.real(),
            Observers.NONE);
    downloads =
        new DownloadService(transport, new Redactor(""), QUICK, CleartextPolicy.TO_LOOPBACK_ONLY);
    content =
        RemoteObject.of(
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

  static MockResponse.Builder whole() {
    return new MockResponse.Builder().body(CONTENT);
  }

  InputStream open(MockResponse.Builder... responses) {
    for (MockResponse.Builder response : responses) {
      server.enqueue(response.build());
    }
    return downloads.open(content);
  }

  static void readAll(InputStream in) throws IOException {
    in.transferTo(new ByteArrayOutputStream());
  }

  void assertThatNothingIsHeld() {
    assertThat(downloads.underWay).isEmpty();
    assertThat(pool.connectionCount()).isEqualTo(pool.idleConnectionCount());
  }

  /** Whatever is asked for, and however often, is all of it. */
  void answerAlways() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return whole().build();
          }
        });
  }
}
