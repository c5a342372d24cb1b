package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with many data sources, whose export ends before it has brought them all. */
abstract class AtManyDataSources extends AtLists {

  private static final int COUNT = 40;

  @TempDir Path root;
  private final byte[] content = FileContent.random(100_000, 1);
  Path directory;

  @BeforeEach
  void putAll() throws IOException {
    Path file = Files.write(root.resolve("content"), content);
    directory = root.resolve("export");
    for (int i = 0; i < COUNT; i++) {
      sandbox.put(SandboxDataSource.of("dset-1", "ds-" + i, file).withName("file " + i));
    }
  }

  ExportRequest request() {
    return ExportRequest.of("dset-1", directory);
  }

  void theNextExportBringsTheRest(long atLeastThere) throws IOException {
    try (PowerdrillClient next = client()) {
      ExportResult result = next.dataSources().export(request());
      assertThat(result.unchanged()).isGreaterThanOrEqualTo(atLeastThere);
      assertThat(result.unchanged() + result.downloaded()).isEqualTo(COUNT);
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSize(COUNT + 1)
          .allSatisfy(
              file -> {
                if (!file.endsWith(ExportResult.MANIFEST)) {
                  assertThat(Arrays.equals(Files.readAllBytes(file), content)).isTrue();
                }
              });
    }
  }
}
