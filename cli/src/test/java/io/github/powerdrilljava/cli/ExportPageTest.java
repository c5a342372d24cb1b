package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import io.github.powerdrilljava.secretscan.SecretScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of an export is a page of its own, which shows what happened, whatever happened. */
class ExportPageTest extends AtNames {

  private static final String EVIL = "<img src=x onerror=alert(1)>\"'&\u001b[31m\u202e.csv";

  private Path report;

  @BeforeEach
  void serve() throws IOException {
    report = directory.resolve("report.html");
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", EVIL);
    sandbox.put(SandboxDataSource.withoutFile("dset-1", "ds-9", "gone.csv"));
    sandbox.putDataset("dset-1", "Sales", "");
  }

  private Outcome export(String... more) {
    List<String> command =
        new ArrayList<>(List.of("export", "dset-1", "-o", directory.resolve("sales").toString()));
    command.addAll(List.of("--report", report.toString()));
    command.addAll(Arrays.asList(more));
    return run(command.toArray(String[]::new));
  }

  private String page() throws IOException {
    String page = Files.readString(report);
    SecretScan.search("report", page);
    return page;
  }

  @Test
  void showsWhatBecameOfEachDataSourceAndWhyAlsoWhereSomeFailed() throws IOException {
    sandbox.faults().next(Fault.failure(503, 9999, "x"));

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isEqualTo(9);
    assertThat(outcome.err()).contains("  report        " + report + "\n");
    assertThat(page())
        .contains("Not complete: not all of the dataset was exported: 1 data source failed")
        .contains("<th>downloaded</th><td class=\"n\">2</td>")
        .contains("<th>failed</th><td class=\"n\">1</td>")
        .contains("<th>retries</th><td class=\"n\">1</td>")
        .containsPattern("<td class=\"\">ds-1</td><td class=\"\">a.csv</td>.*4 B.*sales/a.csv</td>")
        .containsPattern("ds-9</td><td class=\"\">gone.csv</td><td class=\"failed\">failed</td>")
        .containsPattern("<rect class=\"STORE\".*download ds-1: GET http")
        .containsPattern("<rect class=\"FAILED\".*HTTP 503");
  }

  @Test
  void isOneFileWithoutScriptsInWhichTextFromOutsideIsText() throws IOException {
    export();

    assertThat(page())
        .startsWith(ReportFile.MARK)
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "<script", "href=", "src=\"", "\u001b", "\u202e");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).as("no temporary file").hasSize(2);
    }
  }

  @Test
  void isReadAsHtmlByABrowser() throws IOException, InterruptedException {
    Path browser = Path.of("/usr/bin/chromium");
    assumeThat(browser).as("Chromium is installed").exists();
    export();
    page();

    String document = dumped(browser);

    assertThat(document)
        .as("elements where they belong, and nothing of a data source among them")
        .containsPattern("(?s)<body><h1>Export of dataset dset-1</h1>.*<svg .*</svg>.*</body>")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img");
  }

  /** The document as the browser has it after reading the page. */
  private String dumped(Path browser) throws IOException, InterruptedException {
    Path dump = directory.resolve("dump.html");
    String options =
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --dump-dom"
            + " --disable-background-networking --disable-component-update --disable-sync";
    List<String> command = new ArrayList<>(List.of(browser.toString()));
    command.addAll(Arrays.asList(options.split(" ", -1)));
    command.addAll(List.of("--user-data-dir=" + directory.resolve("browser"), report.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dump.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(dump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"someone else's", ""})
  void doesNotReplaceAFileThatIsNoReport(String content) throws IOException {
    Files.writeString(report, content);

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(report + " is there, and is no report. Nothing was exported");
    assertThat(report).hasContent(content);
    assertThat(requests()).isEmpty();
  }

  @Test
  void replacesAnEarlierReport() throws IOException {
    export();
    sandbox.remove("dset-1", "ds-9");

    assertThat(export().exitCode()).isZero();

    assertThat(page()).contains("<p>Complete.</p>", "<th>unchanged</th><td class=\"n\">2</td>");
  }

  @Test
  void saysBeforeAnythingIsSentThatThereIsNoSuchDirectory() {
    report = directory.resolve("none/report.html");

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no directory " + directory.resolve("none"));
    assertThat(requests()).isEmpty();
  }

  @Test
  void isAFailureWhereItCannotBeWrittenAfterASuccess() throws IOException {
    sandbox.remove("dset-1", "ds-9");
    sandbox.remove("dset-1", "ds-2");
    Files.createDirectory(directory.resolve("sales"));
    report = directory.resolve("sales/a.csv"); // which the export makes

    Outcome outcome = export();

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("a.csv is there, and is no report.\n");
    assertThat(report).hasContent("ds-1");
  }

  @Test
  void isWrittenWhereTheExportFailsAsAWhole() throws IOException {
    Files.writeString(directory.resolve("sales"), "no directory");

    assertThat(export().exitCode()).isNotZero();

    assertThat(page()).contains("Not complete: ").contains("<th>downloaded</th><td class=\"n\">0");
  }
}
