package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.UnconnectedSockets;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request is repeated where the server cannot have got it whole, and never where it may have. */
@Timeout(30)
class UntouchedRequestsTest {

  /** More than is buffered. */
  private static final byte[] BODY = new byte[1024 * 1024];

  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger connections = new AtomicInteger();

  /** Whether no second connection can be made. */
  private boolean refusing;

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** One whose first connection breaks once so many bytes are sent. */
  private OkHttpClient client(int bytes) {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .socketFactory(new UnconnectedSockets(() -> socket(bytes)))
        .addInterceptor(new UntouchedRequests())
        .build();
  }

  private Request request(RequestBody body) {
    return new Request.Builder().url(server.url("/")).method("PUT", body).build();
  }

  @Test
  void oneIsRepeatedThatWasNotSentWhole() throws IOException {
    server.enqueue(new MockResponse.Builder().build());

    try (Response response =
        client(BODY.length / 2).newCall(request(RequestBody.create(BODY))).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    assertThat(connections).hasValue(2);
  }

  @Test
  void oneIsNotRepeatedThatCannotBeSentAtAll() {
    OkHttpClient client = client(BODY.length / 2);
    refusing = true;

    assertThatThrownBy(() -> client.newCall(request(RequestBody.create(BODY))).execute())
        .isInstanceOf(ConnectException.class);
    assertThat(connections).hasValue(2);
  }

  @Test
  void oneIsNotRepeatedThatWasSentWhole() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    OkHttpClient client = client(Integer.MAX_VALUE);

    assertThatThrownBy(() -> client.newCall(request(RequestBody.create(BODY))).execute())
        .isInstanceOf(IOException.class);
    assertThat(connections).hasValue(1);
  }

  @Test
  void oneWithoutBodyIsNotRepeatedOnceItsHeadersAreSent() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    OkHttpClient client = client(Integer.MAX_VALUE);
    Request get = new Request.Builder().url(server.url("/")).build();

    assertThatThrownBy(() -> client.newCall(get).execute()).isInstanceOf(IOException.class);
    assertThat(connections).hasValue(1);
  }

  private Socket socket(int bytes) {
    boolean first = connections.incrementAndGet() == 1;
    return new Socket() {
      @Override
      public void connect(SocketAddress address, int timeout) throws IOException {
        if (!first && refusing) {
          throw new ConnectException("refused");
        }
        super.connect(address, timeout);
      }

      @Override
      public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return first ? new BreakingStream(out, bytes) : out;
      }
    };
  }

  private static final class BreakingStream extends FilterOutputStream {
    private int left;

    BreakingStream(OutputStream out, int bytes) {
      super(out);
      left = bytes;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        close();
        throw new IOException("broken");
      }
      out.write(bytes, offset, length);
    }
  }
}
