package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures for SCALING.md; not part of the tests: {@code -Dit.test=Scaling}. */
@Timeout(value = 9 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Scaling {

  private static final Pattern SUMMARY =
      Pattern.compile("Exported (\\d+) files \\((\\d+) bytes\\) in ([0-9.]+) s");
  private static final double MIB = 1 << 20;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "1, 200, 1024", "2, 200, 1024", "4, 200, 1024",
    "1, 16, 67108864", "2, 16, 67108864", "4, 16, 67108864"
  })
  void measure(int executors, int objects, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    Path object = Files.write(temp.resolve("object"), content);
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.limitRate(20);
      for (int i = 0; i < objects; i++) {
        sandbox.put(SandboxDataSource.of("dset-1", "ds-" + i, object));
      }
      try (SparkProcess spark =
          SparkProcess.export(
              temp.resolve("run"),
              "local-cluster[" + executors + ",1,1024]",
              sandbox,
              "dset-1",
              "file://" + temp.resolve("out"))) {
        assertThat(spark.exitCode()).as(spark.log()).isZero();
        MatchResult summary = SUMMARY.matcher(spark.log()).results().findFirst().orElseThrow();
        double seconds = Double.parseDouble(summary.group(3));
        System.out.printf(
            "%d executors, %d objects of %d bytes: %.1f s, %.1f objects/s, %.1f MiB/s%n",
            executors,
            objects,
            bytes,
            seconds,
            objects / seconds,
            objects * (double) bytes / MIB / seconds);
      }
    }
  }
}
