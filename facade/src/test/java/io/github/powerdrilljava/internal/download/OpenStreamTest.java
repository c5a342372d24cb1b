package io.github.powerdrilljava.internal.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.DownloadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stream is an InputStream like any other, resumes where it can, and fails for good where not.
 */
@Timeout(60)
class OpenStreamTest extends AtStream {

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
  void canBeReadByOneThreadAfterTheOther() throws Exception {
    try (InputStream in = open(range(0, "\"1\""))) {
      assertThat(in.read()).isEqualTo('0');
      assertThat(in.available()).isPositive();
      FutureTask<Integer> other = new FutureTask<>(in::read);
      Thread thread = new Thread(other);
      thread.setDaemon(true);
      thread.start();
      assertThat(other.get()).isEqualTo('1');
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
