package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportedDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What failed is named at once and at the end, whatever others wrote into it. */
class ExportReportTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void statesWhatTheSameCommandDoesLaterOnlyOfAnExportThatBroughtAll(boolean isComplete) {
    ExportSummary summary =
        new ExportSummary(
            ExportRequest.of("dset-1", Path.of("sales")),
            isComplete,
            Map.of(ExportedDataSource.Outcome.DOWNLOADED, 1L),
            1,
            List.of(),
            0,
            Duration.ofSeconds(1));

    assertThat(String.join("\n", summary.lines()).contains("  next  ")).isEqualTo(isComplete);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "-q"})
  void showsNoSecretOfAFailure(String option) {
    Output output = new Output();
    CommandSpec spec =
        CommandSpec.create().addMixin("output", CommandSpec.forAnnotatedObject(output));
    new CommandLine(spec).parseArgs(option.isEmpty() ? new String[0] : new String[] {option});
    output.use(
        new PrintWriter(out, true), new PrintWriter(err, true), new Screen(false, false, 80));
    DataSource dataSource =
        new DataSource("ds-1", "dset-1", "a\nb", "FILE", DataSourceStatus.SYNCHED, null);

    try (ExportReport report =
        new ExportReport(
            output,
            text -> text.replace("pd-of-the-team", "(hidden)"),
            ExportRequest.of("dset-1", Path.of("sales")),
            new ExportRecord())) {
      report.onExported(
          new ExportedDataSource(
              dataSource,
              ExportedDataSource.Outcome.FAILED,
              null,
              0,
              new DownloadException("with pd-of-the-team", null, null, 0, null)));
      report.summarize(false, 2);
    }

    assertThat(out.toString() + err).contains("with (hidden)").doesNotContain("pd-of-the-team");
    assertThat(err.toString().lines()).noneMatch(line -> line.startsWith("b"));
  }
}
