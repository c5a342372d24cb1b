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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void writesIntoADirectoryUnderTheNameOfTheUrlAndPrintsIt() {
    Outcome outcome = download("-o", directory.toString());

    Path file = directory.resolve("größe 1.csv");
    assertThat(outcome).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasContent("new\n");
    assertThat(directory)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining("glob:*.part");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void printsNoNameOfADevice() {
    assertThat(download("-o", "/dev/null")).isEqualTo(new Outcome(0, "", ""));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--limit-rate fast     | 'fast' is not a valid size, for example 500K or 20M",
        "--connections 65      | --connections 65 must be 1 to 64",
        "--sha256 beef         | --sha256 \"beef\" must be 64 hexadecimal digits",
        "-o - --connections 2  | are for files, not for --output -",
        "-o - --sha256 beef    | are for files, not for --output -",
        "-o - --limit-rate 1K  | are for files, not for --output -",
        "-o - --force          | are for files, not for --output -",
      })
  void refusesOptionsThatMakeNoSense(String options, String complaint) {
    Outcome outcome = download(options.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(complaint);
    assertThat(sandbox.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "500K, 512000", "20m, 20971520", "1G, 1073741824"})
  void readsRatesAsCurlDoes(String text, long bytes) {
    assertThat(new ByteCount().convert(text)).isEqualTo(bytes);
  }

  @Test
  void checksTheChecksumThatItIsGiven() {
    String ofNew = "7aa7a5359173d05b63cfd682e3c38487f3cb4f7f1d60659fe59fab1505977d4c";

    assertThat(download("-o", directory.toString(), "--sha256", ofNew).exitCode()).isZero();
    assertThat(
            download(
                    "-o",
                    directory.resolve("other").toString(),
                    "--sha256",
                    "0".repeat(64),
                    "--connections",
                    "2",
                    "--limit-rate",
                    "1G")
                .exitCode())
        .isEqualTo(8);
    assertThat(directory.resolve("other")).doesNotExist();
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
