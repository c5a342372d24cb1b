package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.ProgressListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Bars on a terminal, which are gone in the end. */
class ExportDisplayTest {

  private static final String ERASE_LINES = "\u001b[%dA\r\u001b[J";

  private final AtomicLong time = new AtomicLong();
  private final StringWriter terminal = new StringWriter();

  private ExportDisplay display(boolean isTerminal, int columns, String... options) {
    Output output = new Output();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("o", spec(output)))
        .parseArgs(options);
    PrintWriter err = new PrintWriter(terminal, true);
    output.use(
        new PrintWriter(StringWriter.nullWriter()), err, new Screen(false, isTerminal, columns));
    return new ExportDisplay(output, time::get);
  }

  private static CommandLine.Model.CommandSpec spec(Output output) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(output);
  }

  private static DataSource named(String name) {
    return new DataSource(name, "dset", name, "FILE", DataSourceStatus.SYNCHED, 10L);
  }

  @Test
  void showsNothingWhereStandardErrorIsNoTerminal() {
    try (ExportDisplay display = display(false, 80)) {
      display.show(1, 2);
      display.above(() -> {});
    }
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void showsNothingWhereThatIsNotWanted() {
    for (String option : new String[] {"--json", "-q", "--quiet"}) {
      try (ExportDisplay display = display(true, 80, option)) {
        display.show(1, 2);
      }
    }
    assertThat(terminal.toString()).isEmpty();
  }

  @Test
  void showsAllDataSourcesAboveSingleOnesAndIsGoneInTheEnd() {
    try (ExportDisplay display = display(true, 80)) {
      ProgressListener one = display.begin(named("a.csv"));
      display.begin(named("red\u001b[31m.csv"));
      one.onProgress(0, 1_000_000);
      one.onProgress(500_000, 1_000_000);
      display.above(() -> terminal.append("a failure\n"));
      display.end(named("a.csv"));
      display.above(() -> display.show(2, 3));
    }
    String single = " 50% [==========          ] a.csv                    500.0 kB of 1.0 MB\n";
    String other = "  0% [                    ] red [31m.csv             0 B\n";
    assertThat(terminal.toString())
        .contains(
            ERASE_LINES.formatted(3)
                + "a failure\n  0% [                    ] 0 data sources, 500.0 kB\n"
                + single
                + other
                + ERASE_LINES.formatted(3)
                + " 66% [=============       ] 2/3 data sources, 500.0 kB\n"
                + other)
        .endsWith(other + ERASE_LINES.formatted(2));
  }

  @Test
  void countsWhatAnEarlierExportKeptAsReceivedButNotAsFetched() {
    try (ExportDisplay display = display(true, 80)) {
      ProgressListener one = display.begin(named("a.csv"));
      one.onProgress(700, 1000);
      one.onProgress(900, 1000);
      display.above(() -> {});
    }
    assertThat(terminal.toString()).contains("0 data sources, 200 B", " 90% [", "900 B of 1.0 kB");
  }

  @Test
  void showsTheRateOnceThereIsOne() {
    try (ExportDisplay display = display(true, 80)) {
      ProgressListener one = display.begin(named("a.csv"));
      one.onProgress(0, 9000);
      time.addAndGet(2_000_000_000);
      one.onProgress(6000, 9000);
    }
    assertThat(terminal.toString()).contains("0 data sources, 6.0 kB, 3.0 kB/s\n");
  }

  @Test
  void isNotDrawnMoreOftenThanPeopleSee() {
    try (ExportDisplay display = display(true, 80)) {
      for (int i = 0; i < 1000; i++) {
        time.addAndGet(1_000_000);
        display.show(i, 1000);
      }
    }
    assertThat(terminal.toString().lines()).hasSizeLessThan(20);
  }

  @Test
  void leavesTheLastColumnOfTheTerminalEmpty() {
    try (ExportDisplay display = display(true, 40)) {
      display.begin(named("日本語".repeat(20))).onProgress(1, 2);
      display.above(() -> {});
    }
    assertThat(terminal.toString().replaceAll("\u001b\\[\\d*[AJ]|\r", "").lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(DisplayText.width(line)).isBetween(1, 39));
  }
}
