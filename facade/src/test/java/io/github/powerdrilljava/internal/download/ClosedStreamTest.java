package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing or interrupting ends a read, at any moment and from any thread. */
@Timeout(60)
class ClosedStreamTest extends AtStream {

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
    answerAlways();
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptOrTheClientsEndEndsTheWaitForARetry(boolean closed) throws Exception {
    Duration hour = Duration.ofHours(1);
    server.enqueue(
        new MockResponse.Builder().code(503).addHeader("Retry-After", hour.toSeconds()).build());
    DownloadService patient =
        new DownloadService(
            transport,
            new Redactor(""),
            new Retries(2, hour, hour, hour),
            CleartextPolicy.TO_LOOPBACK_ONLY);
    try {
      FutureTask<Throwable> failure =
          new FutureTask<>(() -> catchThrowable(() -> patient.open(content)));
      Thread reader = new Thread(failure);
      reader.start();
      while (reader.getState() != Thread.State.TIMED_WAITING
          || Stream.of(reader.getStackTrace())
              .noneMatch(frame -> frame.getMethodName().equals("endsWithin"))) {
        Thread.onSpinWait();
      }
      if (closed) {
        patient.close();
      } else {
        reader.interrupt();
      }
      assertThat(failure.get())
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(closed ? "cancelled" : "interrupted");
      assertThat(patient.underWay).isEmpty();
    } finally {
      patient.close();
    }
  }
}
