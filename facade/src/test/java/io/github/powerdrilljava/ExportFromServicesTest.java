package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory of an export belongs to the service that it came from. */
@Timeout(60)
class ExportFromServicesTest extends ExportingTest {

  private PowerdrillClient clientOf(PowerdrillSandbox service, String slash) {
    return PowerdrillClient.builder()
        .baseUrl(service.baseUrl() + slash)
        .apiKey(service.apiKey())
        .userId(service.userId())
        .retries(Retries.NONE)
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thatOfAnotherServiceIsLeftAsItIs(boolean isDryRun) throws Exception {
    put("ds-1", "sales.csv", "ours");
    export();
    String before = Files.readString(manifest());
    try (PowerdrillSandbox another = PowerdrillSandbox.start();
        PowerdrillClient other = clientOf(another, "")) {
      Path file = Files.writeString(served.resolve("other"), "else");
      another.put(SandboxDataSource.of("dset-1", "ds-1", file).withName("sales.csv"));
      ExportRequest request = isDryRun ? request().dryRun() : request();
      assertThat(catchThrowable(() -> other.dataSources().export(request)))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("it is of an export from " + sandbox.baseUrl() + ", not from ")
          .hasMessageContaining("Export to another directory");
      assertThat(another.requests()).isEmpty();
    }
    assertThat(files()).isEqualTo(Map.of("sales.csv", "ours"));
    assertThat(manifest()).hasContent(before);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void thatOfTheSameServiceIsKnownHoweverItsUrlEndsAndWhereNoneWasWritten() throws Exception {
    put("ds-1", "sales.csv", "ours");
    export();
    try (PowerdrillClient same = clientOf(sandbox, "/")) {
      assertThat(counts(same.dataSources().export(request()))).containsExactly(0L, 1L, 0L);
    }
    String written = ",\"service\":\"" + sandbox.baseUrl() + "\"";
    String manifest = Files.readString(manifest());
    assertThat(manifest).contains(written);
    Files.writeString(manifest(), manifest.replace(written, ""));
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }
}
