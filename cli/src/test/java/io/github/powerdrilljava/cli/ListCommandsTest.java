package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is there, as lines for programs, a table for people, or JSON. */
@Isolated("It sets a system property.")
class ListCommandsTest extends AtNames {

  @AfterEach
  void leaveTerminal() {
    System.clearProperty("powerdrill.terminal.out");
    System.clearProperty("powerdrill.columns");
  }

  private Outcome onTerminal(int columns, String... args) {
    System.setProperty("powerdrill.terminal.out", "true");
    System.setProperty("powerdrill.columns", Integer.toString(columns));
    return run(args);
  }

  private void serve() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    sandbox.put(
        put("dset-1", "ds-2", "名前 of a file").withStatus(Status.SYNCHING).withSize(1_234_567L));
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-3", "c").withStatus(Status.INVALID));
    sandbox.putDataset("dset-1", "Sales", "of all years, and all countries");
    sandbox.putDataset("dset-2", "Empty", "");
  }

  @Test
  void areLinesWithTabsWhereNoTerminalIs() throws IOException {
    serve();

    assertThat(run("datasets").out().lines())
        .containsExactlyInAnyOrder(
            "dset-1\tSales\tof all years, and all countries", "dset-2\tEmpty\t");
    assertThat(run("datasources", "dset-1").out().lines())
        .containsExactlyInAnyOrder(
            "ds-1\t4\tsynched\ta.csv",
            "ds-2\t1234567\tsynching\t名前 of a file",
            "ds-3\t\tinvalid\tc");
  }

  @Test
  void areATableAsWideAsTheTerminal() throws IOException {
    serve();

    assertThat(onTerminal(39, "datasets").out().lines())
        .containsExactlyInAnyOrder(
            "ID      NAME   DESCRIPTION",
            "dset-1  Sales  of all years, and all c…",
            "dset-2  Empty");
    assertThat(onTerminal(33, "datasources", "dset-1").out().lines())
        .containsExactlyInAnyOrder(
            "ID      SIZE  STATUS    NAME",
            "ds-1     4 B  synched   a.csv",
            "ds-2  1.2 MB  synching  名前 of …",
            "ds-3       ?  invalid   c");
  }

  @Test
  void takeTheWidthFromTheEnvironmentIfItIsThere() throws IOException {
    serve();
    Map<String, String> environment = environment();
    environment.put("COLUMNS", "29");
    System.setProperty("powerdrill.terminal.out", "true");
    System.setProperty("powerdrill.columns", "39");

    assertThat(Outcome.of(environment, "datasets").out())
        .contains("\ndset-1  Sales  of all years,…\n");
  }

  @Test
  void areJsonLines() throws IOException {
    serve();

    assertThat(onTerminal(80, "datasets", "--json").out().lines())
        .containsExactlyInAnyOrder(
            "{\"id\":\"dset-1\",\"name\":\"Sales\",\"description\":\"of all years, and all countries\"}",
            "{\"id\":\"dset-2\",\"name\":\"Empty\",\"description\":\"\"}");
    assertThat(run("datasources", "dset-1", "--json", "--status", "invalid").out())
        .isEqualTo(
            "{\"id\":\"ds-3\",\"dataset_id\":\"dset-1\",\"name\":\"c\",\"type\":\"FILE\","
                + "\"status\":\"invalid\",\"size\":null}\n");
  }

  @ParameterizedTest
  @CsvSource({"synched, ds-1", "synching, ds-2", "invalid, ds-3"})
  void canBeOfOneStatus(String status, String id) throws IOException {
    serve();

    assertThat(run("datasources", "dset-1", "--status", status).out())
        .startsWith(id + "\t")
        .containsOnlyOnce("\n");
  }

  @Test
  void canBeOfAText() throws IOException {
    serve();

    assertThat(run("datasets", "--search", "countries").out()).startsWith("dset-1\t");
    assertThat(run("datasets", "--search", "nope"))
        .isEqualTo(
            new Outcome(
                0, "", "powerdrill: no dataset has this text in its name or description.\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "datasets                    | the project has no datasets.",
        "datasets --quiet            | ''",
        "datasets -q                 | ''",
        "datasets --json             | ''",
      })
  void ofNothingAreEmpty(String command, String told) {
    Outcome outcome = run(command.split(" ", -1));

    assertThat(outcome)
        .isEqualTo(new Outcome(0, "", told.isEmpty() ? "" : "powerdrill: " + told + "\n"));
  }

  @Test
  void refuseAStatusThatThereIsNot() {
    Outcome outcome = run("datasources", "dset-1", "--status", "synced");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("powerdrill: 'synced' is not a valid --status: it is synching, synched or");
    assertThat(requests()).isEmpty();
  }

  /** Not the first time that page 1 is asked for: that is to see whether there is the dataset. */
  private void failAfterPage(int page, Fault fault) {
    AtomicInteger before = new AtomicInteger(page == 1 ? 1 : 0);
    sandbox.onListing(
        listed -> {
          if (listed == page && before.getAndDecrement() == 0) {
            sandbox.faults().next(fault);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"429, 201", "503, 9999"})
  void goOnAfterAPageThatFails(int status, int code) throws IOException {
    int count = 250;
    sandbox.capPageSize(20);
    for (int i = 0; i < count; i++) {
      sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-" + i, "a"));
    }
    failAfterPage(5, Fault.failure(status, code, "try again"));

    Outcome outcome = run("datasources", "dset-1");

    assertThat(outcome.exitCode()).isZero();
    assertThat(
            outcome.out().lines().map(line -> line.split("\t", -1)[0]).collect(Collectors.toSet()))
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> "ds-" + i).collect(Collectors.toSet()));
  }

  @Test
  void endWithAFailureThatLastsAfterWhatWasListed() throws IOException {
    sandbox.capPageSize(10);
    for (int i = 0; i < 30; i++) {
      sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-" + i, "a"));
    }
    failAfterPage(1, Fault.failure(503, 9999, "try again"));

    Outcome outcome = run("datasources", "dset-1", "--attempts", "1");

    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.out().lines()).hasSize(10);
  }
}
