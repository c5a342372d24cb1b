package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Whatever fails, and whatever others wrote into its message, its report shows no secret. */
@Isolated("It hears the log of the whole JVM.")
class FailureReportTest {

  /** No word that the scan for secrets knows: here it is in the messages of exceptions. */
  private static final String KEY = "pd-of-the-team";

  private static final String QUOTED =
      "GET https://store.example/a.csv?x=hidden-too failed with " + KEY;
  private static final String SHOWN = "GET https://store.example/a.csv?... failed with (hidden)";

  /** A command that has used its key, and then fails. */
  @Command(name = "fail")
  private static final class Failing implements Callable<Integer>, ServiceCommand {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Picocli sets it.
    private Powerdrill powerdrill;

    private final Throwable failure;

    private Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() {
      powerdrill.connection().client(null).close();
      System.getLogger("io.github.powerdrilljava.test").log(Level.DEBUG, QUOTED);
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  private static Outcome report(String key, Throwable failure, String... args) {
    Map<String, String> environment =
        Map.of(
            "POWERDRILL_PROJECT_API_KEY", key,
            "POWERDRILL_USER_ID", "tmm-1",
            "POWERDRILL_BASE_URL", "http://127.0.0.1:1/api");
    CommandLine commandLine = Powerdrill.commandLine(environment);
    return Outcome.of(commandLine.addSubcommand(new Failing(failure)), args);
  }

  @Test
  void isOneLineWithoutKeyAndQuery() {
    Outcome outcome =
        report(KEY, new UncheckedIOException(QUOTED, new IOException(QUOTED)), "fail");

    assertThat(outcome).isEqualTo(new Outcome(1, "", "powerdrill: " + SHOWN + "\n"));
  }

  @Test
  void hasNeitherInItsJson() {
    Outcome outcome =
        report(KEY, new UncheckedIOException(QUOTED, new IOException(QUOTED)), "--json", "fail");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                1,
                "",
                "{\"error\":\"unexpected\",\"message\":\""
                    + SHOWN
                    + "\",\"exit_code\":1,\"trace_id\":null,\"external_trace_id\":null,"
                    + "\"retryable\":false}\n"));
  }

  @Test
  void hasNeitherInItsLogLinesAndStackTraceWhenVerbose() {
    Outcome outcome =
        report(KEY, new UncheckedIOException(QUOTED, new IOException(QUOTED)), "--verbose", "fail");

    assertThat(outcome.everything()).doesNotContain(KEY, "hidden-too");
    assertThat(outcome.err().lines())
        .anyMatch(line -> line.matches("[0-9:.]+ \\Q" + SHOWN + "\\E"))
        .contains("powerdrill: " + SHOWN)
        .contains("java.io.UncheckedIOException: " + SHOWN)
        .contains("Caused by: java.io.IOException: " + SHOWN);
  }

  @Test
  void reportsADefectAsUnexpectedAndHowToFindIt() {
    assertThat(report(KEY, new IllegalStateException("odd"), "fail"))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "powerdrill: unexpected java.lang.IllegalStateException: odd. --verbose shows where"
                    + " it came from.\n"));
  }

  @Test
  void isOneLineForAnErrorOfTheMachineToo() {
    AssertionError error = new AssertionError("No System TLS", new IllegalStateException(KEY));

    assertThat(report(KEY, error, "fail"))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "powerdrill: unexpected java.lang.AssertionError: No System TLS. --verbose shows"
                    + " where it came from.\n"));
    assertThat(report(KEY, error, "--verbose", "fail").err())
        .contains("Caused by: java.lang.IllegalStateException: (hidden)")
        .doesNotContain("ExecutionException");
  }

  @Test
  void showsAMessageOfManyLinesAsOneInTheStackTraceToo() {
    RuntimeException failure = new IllegalStateException("odd\n\tat fake.Frame(Fake.java:1)");

    assertThat(report(KEY, failure, "--verbose", "fail").err().lines())
        .contains("java.lang.IllegalStateException: odd at fake.Frame(Fake.java:1)")
        .doesNotContain("\tat fake.Frame(Fake.java:1)");
  }

  @ParameterizedTest
  @CsvSource({
    "1234567,  1234567 of 12345678 bytes",
    "12345678, 1234567 of (hidden) bytes",
  })
  void looksForAKeyThatIsLongEnoughToBeOne(String key, String shown) {
    String message = "1234567 of 12345678 bytes";

    Outcome outcome = report(key, new UncheckedIOException(message, new IOException()), "fail");

    assertThat(outcome.err()).isEqualTo("powerdrill: " + shown + "\n");
  }

  @Test
  void isNotRepeatedWhereAnInterruptionIsReportedAlready() {
    RuntimeException interruption = new Interruption.Received(new IllegalStateException("ended"));

    assertThat(report(KEY, interruption, "fail")).isEqualTo(new Outcome(130, "", ""));
    assertThat(report(KEY, interruption, "--verbose", "fail").err()).doesNotContain("\tat ");
  }

  @Test
  void hasItsLogLinesOnStandardErrorOnly() {
    List<String> elsewhere = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            elsewhere.add(String.valueOf(entry.getLoggerName()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      report(KEY, new IllegalStateException("odd"), "--verbose", "fail");
    } finally {
      root.removeHandler(handler);
    }
    assertThat(elsewhere).noneMatch(name -> name.startsWith("io.github.powerdrilljava"));
  }
}
