package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.DownloadException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

  @TempDir private Path directory;

  @Test
  void reportsThatNothingIsKeptOnlyIfNothingIs() throws IOException {
    Path target = directory.resolve("a.csv");
    String without = told(Optional.of(target));
    Files.writeString(directory.resolve("a.csv.part"), "of an earlier run");
    String with = told(Optional.of(target));

    assertThat(without).isEqualTo("interrupted; no part of the download was left behind.\n");
    assertThat(with)
        .isEqualTo("interrupted; what an earlier download left beside the target is kept.\n");
  }

  @Test
  void reportsThatStandardOutputIsIncomplete() {
    assertThat(told(Optional.empty()))
        .isEqualTo("interrupted; standard output holds a part of the file at most.\n");
  }

  @Test
  void reportsHowMuchIsKeptToResumeFrom() {
    DownloadException kept = new DownloadException("ended", null, "mine", 1234, null);

    assertThat(told(Optional.of(directory.resolve("a.csv")), kept))
        .isEqualTo(
            "interrupted; 1234 bytes are kept beside the target, and the same command"
                + " resumes from there.\n");
  }

  @Test
  void takesATargetWithoutANameForOneThatNothingIsBeside() {
    assertThat(told(Optional.of(Path.of("/"))))
        .isEqualTo("interrupted; no part of the download was left behind.\n");
  }

  @Test
  void reportsThatASignalCameTooLate() {
    StringWriter err = new StringWriter();
    Interruption interruption =
        Interruption.ofDownload(() -> {}, line -> err.append(line).append("\n"), Optional.empty());

    assertThat(interruption.<String>guard(() -> "done")).isEqualTo("done");
    interruption.onSignal();

    assertThat(err).hasToString("interrupted when the download was already complete.\n");
  }

  @Test
  void leavesAFailureWithoutASignalAsItIs() {
    RuntimeException failure = new IllegalStateException("odd");
    StringWriter err = new StringWriter();
    Interruption interruption =
        Interruption.ofDownload(() -> {}, line -> err.append(line).append("\n"), Optional.empty());

    assertThatThrownBy(
            () ->
                interruption.guard(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(err.toString()).isEmpty();
  }

  private static String told(Optional<Path> target) {
    return told(target, new IllegalStateException("stopped"));
  }

  /** What is told when a signal ends work that fails because it is stopped. */
  private static String told(Optional<Path> target, RuntimeException failure) {
    StringWriter err = new StringWriter();
    CompletableFuture<String> stopped = new CompletableFuture<>();
    CompletableFuture<Void> signal = new CompletableFuture<>();
    Interruption interruption =
        Interruption.ofDownload(
            () -> stopped.complete("stopped"), line -> err.append(line).append("\n"), target);

    assertThatExceptionOfType(Interruption.Received.class)
        .isThrownBy(
            () ->
                interruption.guard(
                    () -> {
                      signal.completeAsync(
                          () -> {
                            interruption.onSignal();
                            return null;
                          });
                      stopped.join();
                      throw failure;
                    }));
    signal.join();
    return err.toString();
  }
}
