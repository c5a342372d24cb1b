package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is downloaded goes where it was asked for. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class DownloadIT extends AtJar {

  @Test
  void leavesAnExistingFileUntouchedUnlessForced() throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("sales.csv"), "old\n");

    Outcome refused = run(Map.of(), "download", "dset", "ds", "-o", file.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(file).hasContent("old\n");

    Outcome forced = run(Map.of(), "download", "dset", "ds", "-o", file.toString(), "--force");
    assertThat(forced).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasContent("a;b\n");
  }

  @Test
  void streamsToStandardOutput() throws IOException, InterruptedException {
    assertThat(run(Map.of(), "download", "dset", "ds", "-o", "-"))
        .isEqualTo(new Outcome(0, "a;b\n", ""));
  }

  @ParameterizedTest
  @CsvSource({"/dev/stdout, 'a;b\n'", "/dev/null, ''"})
  @DisabledOnOs(OS.WINDOWS)
  void writesToADeviceAsItIs(String device, String printed) throws Exception {
    assertThat(run(Map.of(), "download", "dset", "ds", "-o", device))
        .isEqualTo(new Outcome(0, printed, ""));
  }
}
