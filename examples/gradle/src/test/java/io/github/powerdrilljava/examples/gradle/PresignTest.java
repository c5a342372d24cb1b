package io.github.powerdrilljava.examples.gradle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresignTest {
  @TempDir Path directory;

  @Test
  void printsAUrl() throws IOException {
    Path content = Files.writeString(directory.resolve("sales.csv"), "Oslo,12\n");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient powerdrill =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .build()) {
      sandbox.put("dset-1", "ds-1", content);

      assertTrue(Presign.url(powerdrill, "dset-1", "ds-1").startsWith("http://"));
    }
  }

  /** The jars that Gradle and Maven know as okhttp and okio may be empty, or be another's version. */
  @Test
  void findsEachClassOfOkHttpAndOkioOnce() throws IOException {
    for (String type : List.of("okhttp3/OkHttpClient.class", "okio/Buffer.class")) {
      assertEquals(
          1, Collections.list(getClass().getClassLoader().getResources(type)).size(), type);
    }
  }
}
