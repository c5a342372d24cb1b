package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an export does when the disk is full, or cannot be written. */
@Timeout(60)
class ExportDiskTest extends AtSmallDisk {

  /** Data sources of 1 MiB each. */
  private void putMany(int count) throws Exception {
    Path file = Files.write(served.resolve("many"), Arrays.copyOf(content, MIB));
    for (int i = 0; i < count; i++) {
      sandbox.put(SandboxDataSource.of("dset-2", "ds-" + i, file).withName("file " + i));
    }
  }

  @Test
  void anExportToAFullDiskKeepsWhatIsWholeAndTheNextBringsTheRest() throws Exception {
    mountDisk("6m");
    putMany(10);
    ExportRequest request = ExportRequest.of("dset-2", dir);
    ExportException failure =
        catchThrowableOfType(ExportException.class, () -> client.dataSources().export(request));
    assertThat(failure).hasMessageContaining("data source").hasMessageContaining(dir.toString());
    long whole = failure.result().downloaded();
    assertThat(whole).isBetween(1L, 5L);
    run("mount", "-o", "remount,size=20m", dir.toString());
    ExportResult result = client.dataSources().export(request);
    assertThat(result.unchanged()).isEqualTo(whole);
    assertThat(result.unchanged() + result.downloaded()).isEqualTo(10);
    for (int i = 0; i < 10; i++) {
      assertHolds(dir.resolve("file " + i), Arrays.copyOf(content, MIB));
    }
    assertThat(files()).hasSize(11);
  }

  @Test
  void anExportToADiskThatCannotBeWrittenSaysSo() throws Exception {
    mountDisk("6m");
    run("mount", "-o", "remount,ro", dir.toString());
    putMany(1);
    assertThat(
            catchThrowableOfType(
                ExportException.class,
                () -> client.dataSources().export(ExportRequest.of("dset-2", dir))))
        .hasMessageContaining("ead-only file system");
  }
}
