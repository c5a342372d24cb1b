package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a data source fails, so does the job, which brings the others all the same. */
@Timeout(value = 9 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedSparkExportIT extends AtSparkExport {

  @Test
  void failsWhereOneDataSourceDoesAndBringsTheOthers() throws Exception {
    sandbox.put(SandboxDataSource.of(DATASET, "ds-1", file("one")));
    sandbox.put(SandboxDataSource.withoutFile(DATASET, "ds-2", "two"));
    Path destination = temp.resolve("out");
    try (SparkProcess spark =
        SparkProcess.export(temp.resolve("run"), "local[2]", sandbox, DATASET, uri(destination))) {
      assertThat(spark.exitCode()).isNotZero();
      assertThat(spark.log()).contains("1 failed", "ds-2");
    }
    assertThat(SparkProcess.manifest(temp.resolve("reading"), destination)).hasSize(1);
  }
}
