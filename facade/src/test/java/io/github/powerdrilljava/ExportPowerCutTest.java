package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails after each change that an export makes; the next one brings the rest. */
class ExportPowerCutTest extends ExportingTest {

  private static final List<String> NAMES = List.of("sales.csv", "costs.csv");
  private static final int MANY = 1000;

  @TempDir Path root;
  private final OddDisk disk = new OddDisk();

  private void put(String content) throws IOException {
    for (String name : NAMES) {
      Path file = Files.writeString(root.resolve(name), content);
      sandbox.put(SandboxDataSource.of("dset-1", "ds-" + name, file));
    }
  }

  private ExportResult export(Path directory) {
    return client.dataSources().export(ExportRequest.of("dset-1", directory).withJobs(1));
  }

  @ParameterizedTest
  @EnumSource(OddDisk.Loss.class)
  void theNextExportBringsEveryNewFile(OddDisk.Loss loss) throws Exception {
    int changes = 0;
    for (boolean fails = true; fails; changes++) {
      Path directory = Files.createDirectories(root.resolve("run-" + changes).resolve("export"));
      put("old");
      export(directory);
      put("newer");
      disk.failAfter(changes, directory);
      try {
        export(disk.of(directory));
      } catch (ExportException e) {
        // Whatever it says, nobody hears it without power.
      }
      fails = disk.comeBack(loss);
      export(directory);
      for (String name : NAMES) {
        assertThat(directory.resolve(name)).as("after " + changes).hasContent("newer");
      }
      assertThat(export(directory).unchanged()).as("after " + changes).isEqualTo(2);
    }
    assertThat(changes).isGreaterThan(5).isLessThan(MANY);
  }
}
