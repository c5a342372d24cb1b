package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build makes of contract and overlay, and when it makes it again. */
class ContractMergeTest {

  private static final FileTime BEFORE = FileTime.fromMillis(0);

  @TempDir Path directory;

  private void merge(String contract) throws Exception {
    merge(contract, "actions: []");
  }

  private void merge(String contract, String actions) throws Exception {
    Path file = Files.writeString(directory.resolve("contract.yaml"), contract);
    Path overlay = Files.writeString(directory.resolve("overlay.yaml"), actions);
    ContractMerge.main(
        new String[] {
          file.toString(), overlay.toString(), target("merged").toString(), client().toString()
        });
  }

  private Path target(String name) {
    return directory.resolve("made/of").resolve(name + ".json");
  }

  private Path client() {
    return target("client");
  }

  private void age() throws Exception {
    Files.setLastModifiedTime(target("merged"), BEFORE);
    Files.setLastModifiedTime(client(), BEFORE);
  }

  @Test
  void leavesAFileThatWouldBeTheSame() throws Exception {
    merge("{openapi: 3.0.1, info: {title: a}, paths: {/a: {}}}");
    age();

    merge("{paths: {/a: {}}, info: {title: a}, openapi: 3.0.1}");

    assertThat(Files.getLastModifiedTime(target("merged"))).isEqualTo(BEFORE);
    assertThat(Files.getLastModifiedTime(client())).isEqualTo(BEFORE);
  }

  @Test
  void writesAFileThatIsAnother() throws Exception {
    merge("{openapi: 3.0.1, info: {title: a}, paths: {/a: {}}}");
    age();

    merge("{openapi: 3.0.1, info: {title: b}, paths: {/a: {}}}");

    assertThat(target("merged")).content().contains("\"title\" : \"b\"");
    assertThat(Files.getLastModifiedTime(client()))
        .as("titles are no matter of the client")
        .isEqualTo(BEFORE);
  }

  @Test
  void reportsPartsOfTheOverlayWithoutEffectOnTheErrorStream() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, UTF_8));
    try {
      merge("{openapi: 3.0.1, paths: {/a: {}}}", "actions: [{target: $.gone, remove: true}]");
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "openapi/overlay.yaml: Finds nothing in the contract: $.gone\n");
  }

  @Test
  void comesToTheSameWhereItIsAppliedToWhatItHasMade() throws Exception {
    byte[] overlay = Files.readAllBytes(Path.of("overlay.yaml"));
    byte[] contract = Files.readAllBytes(Path.of("powerdrill-v2.yaml"));
    Map<String, Object> merged = ContractMerge.merge(contract, overlay, note -> {});
    List<String> notes = new ArrayList<>();

    Map<String, Object> again =
        ContractMerge.merge(Document.write(merged).getBytes(UTF_8), overlay, notes::add);

    assertThat(again).isEqualTo(merged);
    assertThat(notes).isNotEmpty().noneMatch(note -> note.contains("instead of"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{x-java-name: ours}        | The facade uses ours, but the contract has nothing at $.gone",
        "{x-java-type: Ours}        | The facade uses Ours, but the contract has nothing at $.gone",
        "{summary: ours}            | Finds nothing in the contract: $.gone",
      })
  void namesWhatTheFacadeMisses(String update, String note) {
    assertThat(notes("{target: $.gone, update: " + update + "}")).containsExactly(note);
  }

  @Test
  void pointsAtANameWithASlash() {
    assertThat(notes("{target: $.paths, update: {/a: {summary: ours}}}"))
        .containsExactly(
            "The contract states /~1a/summary as theirs, which is kept, instead of ours: $.paths");
  }

  private static List<String> notes(String action) {
    List<String> notes = new ArrayList<>();
    Map<String, Object> contract =
        Document.read("{paths: {/a: {summary: theirs}}}".getBytes(UTF_8));
    new Overlay(Document.read(("actions: [" + action + "]").getBytes(UTF_8)), notes::add)
        .applyTo(contract);
    return notes;
  }
}
