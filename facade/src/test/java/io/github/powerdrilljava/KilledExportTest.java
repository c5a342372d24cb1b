package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However often the process of an export is killed, the next export brings the rest. */
class KilledExportTest extends AtManyDataSources {

  @Test
  void aKilledProcessLeavesNothingThatTheNextExportDoesNotMend() throws Exception {
    for (int there = 5; there <= 15; there += 5) {
      Process process = exporting();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String line = "";
      while (!line.startsWith(there + " of ")) {
        line = lines.readLine();
        assertThat(line).contains(" of ");
      }
      assertThat(
              catchThrowableOfType(
                  ExportException.class, () -> client.dataSources().export(request())))
          .hasMessageContaining("another export to its directory is under way");
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).isNotZero();
    }
    theNextExportBringsTheRest(15);
  }

  private Process exporting() throws IOException {
    Map<String, String> environment =
        Map.of(
            PowerdrillClient.BASE_URL_VARIABLE,
            sandbox.baseUrl().toString(),
            PowerdrillClient.API_KEY_VARIABLE,
            sandbox.apiKey(),
            PowerdrillClient.USER_ID_VARIABLE,
            sandbox.userId());
    return ChildJvm.start(
        System.getProperty("java.class.path"),
        environment,
        KilledExportTest.class,
        List.of(directory.toString()));
  }

  /** Exports, as fast as the rate limit lets it, and prints how far it is. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try (PowerdrillClient client = PowerdrillClient.fromEnvironment()) {
      client
          .dataSources()
          .export(
              ExportRequest.of("dset-1", Path.of(args[0]))
                  .withProgress((done, total) -> System.out.println(done + " of " + total)));
    }
  }
}
