package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted is what was checked, all of it or nothing. */
class AcceptTest {

  @TempDir Path root;
  private Checkout checkout;
  private byte[] old;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(root, AcceptTest::tried);
    old = Files.readAllBytes(checkout.contract);
  }

  @AfterEach
  void close() throws Exception {
    checkout.close();
  }

  /** In place of the facade, which wants the server that it knows. */
  private static List<Need> tried(Map<String, Object> merged, Consumer<String> unusable) {
    return String.valueOf(merged.get("servers")).contains("ai.data.cloud")
        ? List.of()
        : List.of(new Need("", "", "#/servers", "another server", ""));
  }

  private static byte[] harmless() {
    return ("# As the vendor wrote it.\n"
            + new String(set("$.info", "version", "2").of(Edits.contract()), UTF_8))
        .getBytes(UTF_8);
  }

  private static byte[] breaking() {
    return set("$.servers[0]", "url", "https://other.example").of(Edits.contract());
  }

  private void assertThatOnlyTheContractIsThere() throws Exception {
    try (Stream<Path> files = Files.list(checkout.contract.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("overlay.yaml", "powerdrill-v2.yaml", "target");
    }
  }

  @Test
  void installsTheBytesOfACompatibleContractAndKeepsTheModeOfTheFile() throws Exception {
    Files.setPosixFilePermissions(checkout.contract, PosixFilePermissions.fromString("rw-r-----"));
    String file = checkout.file(harmless());
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(checkout.run("accept", file)).isZero();
    assertThat(checkout.contract).hasBinaryContent(harmless());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(checkout.contract)))
        .isEqualTo("rw-r-----");
    assertThat(checkout.err()).contains("Accepted: " + checkout.contract);
    assertThatOnlyTheContractIsThere();
  }

  @Test
  void readsStandardInputOnce() {
    InputStream in = System.in;
    System.setIn(new ByteArrayInputStream(harmless()));
    try {
      assertThat(checkout.run("accept", "-")).isZero();
    } finally {
      System.setIn(in);
    }
    assertThat(checkout.contract).hasBinaryContent(harmless());
  }

  @Test
  void installsWhatNeedsChangesOnlyIfAsked() throws Exception {
    String file = checkout.file(breaking());
    assertThat(checkout.run("accept", file)).isEqualTo(1);
    assertThat(checkout.contract).hasBinaryContent(old);
    assertThat(checkout.err()).contains("Not accepted; accept --breaking replaces the contract");
    assertThat(checkout.run("accept", "--breaking", file)).isZero();
    assertThat(checkout.contract).hasBinaryContent(breaking());
    assertThatOnlyTheContractIsThere();
  }

  @Test
  void installsNothingThatCannotBeUsedEvenIfAsked() throws Exception {
    assertThat(checkout.run("accept", "--breaking", checkout.file("paths: {}"))).isEqualTo(2);
    assertThat(checkout.contract).hasBinaryContent(old);
    assertThat(checkout.err()).isEqualTo("Not accepted: nothing was replaced.\n");
  }

  @Test
  void leavesAContractAloneThatAnotherIsAccepting() throws Exception {
    try (Acceptance other = Acceptance.begin(checkout.contract)) {
      assertThat(other.isAlone()).isTrue();
      assertThat(checkout.run("accept", checkout.file(harmless()))).isEqualTo(2);
    }
    assertThat(checkout.err()).contains("another accept is running in this checkout");
    assertThat(checkout.contract).hasBinaryContent(old);
    assertThat(checkout.run("accept", checkout.file(harmless()))).isZero();
  }

  @Test
  void repairsACurrentContractThatCannotBeUsed() throws Exception {
    Files.writeString(checkout.contract, "nothing");
    assertThat(checkout.run("accept", checkout.file(harmless()))).isZero();
    assertThat(checkout.out())
        .contains("The contract: cannot be compared, as the current one cannot be used: It holds");
    assertThat(checkout.contract).hasBinaryContent(harmless());
  }
}
