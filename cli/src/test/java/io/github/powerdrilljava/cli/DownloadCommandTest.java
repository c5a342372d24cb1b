package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadCommandTest {

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();

  @TempDir private Path served;

  @TempDir private Path directory;

  @BeforeEach
  void serve() throws IOException {
    sandbox.put("dset", "ds", Files.writeString(served.resolve("größe 1.csv"), "new\n"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void writesIntoADirectoryUnderTheNameOfTheUrlAndSaysSo() {
    Outcome outcome = download("-o", directory.toString());

    Path file = directory.resolve("größe 1.csv");
    assertThat(outcome).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasContent("new\n");
    assertThat(directory)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining("glob:*.part");
  }

  @Test
  void leavesAnExistingFileAloneUnlessForced() throws IOException {
    Path file = Files.writeString(directory.resolve("sales.csv"), "old\n");

    assertThat(download("-o", file.toString()).exitCode()).isEqualTo(2);
    assertThat(file).hasContent("old\n");

    assertThat(download("-o", file.toString(), "--force").exitCode()).isZero();
    assertThat(file).hasContent("new\n");
  }

  @Test
  void endsWithTheCodeForDownloadsIfTheContentCannotBeWritten() throws IOException {
    Files.createDirectory(directory.resolve("größe 1.csv"));

    Outcome outcome = download("-o", directory.toString(), "--force");

    assertThat(outcome.exitCode()).isEqualTo(8);
    assertThat(outcome.err()).contains("größe 1.csv");
  }

  private Outcome download(String... options) {
    String[] args = new String[3 + options.length];
    args[0] = "download";
    args[1] = "dset";
    args[2] = "ds";
    System.arraycopy(options, 0, args, 3, options.length);
    return Outcome.of(
        Map.of(
            "POWERDRILL_PROJECT_API_KEY", sandbox.apiKey(),
            "POWERDRILL_USER_ID", sandbox.userId(),
            "POWERDRILL_BASE_URL", sandbox.baseUrl().toString()),
        args);
  }
}
