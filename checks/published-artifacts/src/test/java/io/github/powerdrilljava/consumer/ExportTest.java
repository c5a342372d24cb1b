package io.github.powerdrilljava.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path directory;

  @Test
  void presignsAndDownloads() throws IOException {
    Path content = Files.writeString(directory.resolve("content.csv"), "city,sales\nOslo,12\n");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient powerdrill =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .build();
        Downloader downloader = Downloader.create()) {
      sandbox.put("dset-1", "ds-1", content);
      Export export = new Export(powerdrill);

      PresignedUrl url = export.presign("dset-1", "ds-1");
      downloader.download(url, directory.resolve("by-url.csv"));
      export.download("dset-1", "ds-1", directory.resolve("by-id.csv"));

      assertThat(directory.resolve("by-url.csv")).hasSameBinaryContentAs(content);
      assertThat(directory.resolve("by-id.csv")).hasSameBinaryContentAs(content);
    }
  }

  @Test
  void runsOnThePathThatWasAskedFor() {
    boolean onModulePath = "module-path".equals(System.getProperty("path"));

    assertThat(Export.class.getModule().isNamed()).isEqualTo(onModulePath);
    assertThat(PowerdrillClient.class.getModule().isNamed()).isEqualTo(onModulePath);
  }
}
