package io.github.powerdrilljava.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.DataSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainJavaTest {
  @TempDir Path directory;

  @Test
  void downloadsSeveralAtATime() throws IOException {
    try (TestSandbox powerdrill = new TestSandbox(directory)) {
      powerdrill.put("ds-1", "Oslo,12\n");
      powerdrill.put("ds-2", "Bergen,7\n");
      Path target = Files.createDirectory(directory.resolve("target"));

      List<Path> files =
          DownloadSeveral.download(
                  powerdrill.dataSources(), TestSandbox.DATASET, List.of("ds-1", "ds-2"), target)
              .join();

      assertThat(files).containsExactly(target.resolve("ds-1"), target.resolve("ds-2"));
      assertThat(files.get(0)).hasContent("Oslo,12\n");
      assertThat(files.get(1)).hasContent("Bergen,7\n");
    }
  }

  @Test
  void readsAStream() throws IOException {
    try (TestSandbox powerdrill = new TestSandbox(directory)) {
      powerdrill.put("ds-1", "Oslo,12\nBergen,7\n");
      DataSources dataSources = powerdrill.dataSources();

      assertThat(CountLines.lines(dataSources, TestSandbox.DATASET, "ds-1")).isEqualTo(2);
    }
  }
}
