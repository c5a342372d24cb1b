package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
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
  void saysThatNothingIsKeptOnlyWhereNothingIs() throws IOException {
    Path target = directory.resolve("a.csv");
    String without = told(Optional.of(target));
    Files.writeString(directory.resolve("a.csv.part"), "of an earlier run");
    String with = told(Optional.of(target));

    assertThat(without)
        .isEqualTo("powerdrill: interrupted; no part of the download was left behind.\n");
    assertThat(with)
        .isEqualTo(
            "powerdrill: interrupted; what an earlier download left beside the target is kept.\n");
  }

  @Test
  void saysThatStandardOutputIsNotWhole() {
    assertThat(told(Optional.empty()))
        .isEqualTo("powerdrill: interrupted; standard output holds a part of the file at most.\n");
  }

  /** What is told when a signal ends work that fails because it is stopped. */
  private static String told(Optional<Path> target) {
    StringWriter err = new StringWriter();
    CompletableFuture<String> stopped = new CompletableFuture<>();
    CompletableFuture<Void> signal = new CompletableFuture<>();
    Interruption interruption =
        new Interruption(
            () -> stopped.completeExceptionally(new IllegalStateException("stopped")),
            new PrintWriter(err, true),
            target);

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
                      return stopped.join();
                    }));
    signal.join();
    return err.toString();
  }
}
