package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The facts of a manifest, to be compared with those of another. */
final class ManifestFacts {

  private ManifestFacts() {}

  record Facts(String dataset, String id, String name, long size, long listedSize, String sha256) {}

  /** What a manifest states, which the files must bear out. */
  static Set<Facts> facts(List<String> manifest, Path directory) throws Exception {
    Set<Facts> facts = new HashSet<>();
    for (String line : manifest) {
      JsonNode row = new ObjectMapper().readTree(line);
      byte[] bytes = Files.readAllBytes(directory.resolve(row.get("path").asText()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(row.get("size").asLong()).isEqualTo(bytes.length);
      assertThat(row.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
      facts.add(
          new Facts(
              row.get("dataset").asText(),
              row.get("id").asText(),
              row.get("name").asText(),
              row.get("size").asLong(),
              row.get("listed_size").asLong(),
              row.get("sha256").asText()));
    }
    return facts;
  }
}
