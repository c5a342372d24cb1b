package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All that templates are given for a contract. After a change that is meant, what a test found in
 * {@code target/client} goes over what it expected, and is read before it is committed.
 */
class ClientDocumentTest {

  private static final Path EXPECTED = Path.of("src/test/resources/client");
  private static final Path FOUND = Path.of("target/client");

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "bodies", "responses", "types"})
  void holdsAllThatTemplatesInsert(String contract) throws Exception {
    byte[] yaml = Files.readAllBytes(EXPECTED.resolve(contract + ".yaml"));

    String found = ShortJson.of(ClientContract.of(Document.read(yaml)));

    Files.createDirectories(FOUND);
    Files.writeString(FOUND.resolve(contract + ".json"), found);
    assertThat(found).isEqualTo(Files.readString(EXPECTED.resolve(contract + ".json")));
  }
}
