package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever waits for a response gets it, or why there is none, or leaves. */
class PendingResponseTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final OkHttpClient client = new OkHttpClient();
  private final Body body = new Body();

  /** Knows whether it was closed. */
  private static final class Body extends ResponseBody {
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return 0;
    }

    @Override
    public BufferedSource source() {
      return Okio.buffer(
          new ForwardingSource(new Buffer()) {
            @Override
            public void close() {
              closed.set(true);
            }
          });
    }
  }

  @AfterEach
  void noInterruptIsLeftBehind() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private Call call(Interceptor answering) {
    return client
        .newBuilder()
        .addInterceptor(answering)
        .build()
        .newCall(new Request.Builder().url("http://localhost/").build());
  }

  private Response response(Interceptor.Chain chain) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(body)
        .build();
  }

  private static PendingResponse pending(Call call, Duration within) {
    return new PendingResponse(call, new ResponseDeadline(within, within));
  }

  @Test
  void theResponseArrives() throws IOException {
    PendingResponse pending = pending(call(this::response), LONG);
    pending.ask();
    try (Response response = pending.await()) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(body.closed).isFalse();
    }
  }

  static Stream<Arguments> failures() {
    Error error = new LinkageError("broken");
    RuntimeException unchecked = new IllegalStateException("broken");
    IOException io = new IOException("broken");
    return Stream.of(
        arguments(error, LinkageError.class, "broken"),
        arguments(unchecked, InterceptorException.class, "java.lang.IllegalStateException: broken"),
        arguments(io, IOException.class, "broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theFailureArrives(Throwable thrown, Class<?> type, String message) {
    PendingResponse pending =
        pending(
            call(
                chain -> {
                  if (thrown instanceof Error e) {
                    throw e;
                  }
                  if (thrown instanceof RuntimeException e) {
                    throw e;
                  }
                  throw (IOException) thrown;
                }),
            LONG);
    pending.ask();
    assertThat(catchThrowable(pending::await)).isInstanceOf(type).hasMessageContaining(message);
  }

  @Test
  void anInterruptEndsTheWaitAndTheCall() {
    Call call = call(this::response);
    PendingResponse pending = pending(call, LONG);
    Thread.currentThread().interrupt();
    assertThatThrownBy(pending::await).isExactlyInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(call.isCanceled()).isTrue();
  }

  @Test
  void timeEndsTheWaitAndTheCall() {
    Call call = call(this::response);
    PendingResponse pending = pending(call, Duration.ofMillis(1));
    assertThatThrownBy(pending::await).isInstanceOf(SocketTimeoutException.class);
    assertThat(call.isCanceled()).isTrue();
  }

  @Test
  void cancellingTheCallEndsTheWait() {
    Call call = call(this::response);
    PendingResponse pending = pending(call, LONG);
    pending.canceled(call);
    assertThatThrownBy(pending::await).isInstanceOf(CancelledException.class);
  }

  @Test
  void aResponseThatNobodyWaitsForAnyMoreIsClosed() {
    Call call = call(this::response);
    PendingResponse pending = pending(call, LONG);
    pending.canceled(call);
    pending.ask();
    assertThat(body.closed).isTrue();
  }
}
