package io.github.powerdrilljava.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractMergeTest {

  private static final String CONTRACT =
      "{paths: {/a: {get: {tags: [x]}}, /b: {get: {tags: [x]}}}}";

  private static String overlay(String... actions) {
    return "{overlay: 1.0.0, info: {title: t, version: 1}, actions: ["
        + String.join(",", actions)
        + "]}";
  }

  private static String merge(String contract, String overlay) {
    List<String> objections = new ArrayList<>();
    String merged = ContractMerge.merge(contract, overlay, objections::add);
    assertThat(objections).isEmpty();
    return merged;
  }

  private static List<String> objections(String contract, String overlay) {
    List<String> objections = new ArrayList<>();
    ContractMerge.merge(contract, overlay, objections::add);
    return objections;
  }

  @Test
  void appliesActionsInTheirOrder() {
    String merged =
        merge(
            CONTRACT,
            overlay(
                "{target: '$.paths[*].get', update: {operationId: op}}",
                "{target: '$.paths[*].get.tags', remove: true}",
                "{target: '$.paths./b.get.operationId', remove: true}",
                "{target: '$.paths./b.get', update: {operationId: last}}"));
    assertThat(merged)
        .isEqualTo(
            """
            paths:
              /a:
                get:
                  operationId: op
              /b:
                get:
                  operationId: last
            """);
  }

  @Test
  void objectsToAnActionThatFindsNothing() {
    assertThat(objections(CONTRACT, overlay("{target: '$.paths./c.get', remove: true}")))
        .containsExactly("This overlay action changes nothing in the contract: $.paths./c.get");
  }

  @Test
  void objectsToAnActionThatTheVendorHasAdopted() {
    assertThat(
            objections("{info: {title: ours}}", overlay("{target: $.info, update: {title: ours}}")))
        .containsExactly("This overlay action changes nothing in the contract: $.info");
  }

  @Test
  void objectsToTheStatementThatTheVendorHasAdopted() {
    assertThat(
            objections(
                "{info: {a: {b: 1}}}", overlay("{target: $.info, update: {a: {b: 1, c: 2}}}")))
        .containsExactly("This overlay action repeats what the contract states, /a/b: $.info");
  }

  @Test
  void objectsToOverwritingAndLeavesWhatTheVendorStates() {
    List<String> objections = new ArrayList<>();
    String merged =
        ContractMerge.merge(
            "{a: {b: [{minimum: 30}]}}",
            overlay("{target: '$.a.b[0]', update: {minimum: 60, title: t}}"),
            objections::add);
    assertThat(objections)
        .containsExactly(
            "This overlay action overwrites /a/b/0/minimum, which the contract states as 30, with"
                + " 60: $.a.b[0]");
    assertThat(merged).isEqualTo("a:\n  b:\n  - minimum: 30\n    title: t\n");
  }

  @Test
  void failsTheBuildWithAllObjections(@TempDir Path dir) throws Exception {
    Path contract = Files.writeString(dir.resolve("contract.yaml"), CONTRACT);
    Path overlay =
        Files.writeString(
            dir.resolve("overlay.yaml"),
            overlay("{target: $.x, remove: true}", "{target: $.y, remove: true}"));
    String[] args = {contract.toString(), overlay.toString(), dir.resolve("merged").toString()};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContractMerge.main(args))
        .withMessageContaining("$.x")
        .withMessageContaining("$.y");
    assertThat(dir.resolve("merged")).doesNotExist();
  }

  @Test
  void leavesAnUnchangedResultUntouched(@TempDir Path dir) throws Exception {
    Path contract = Files.writeString(dir.resolve("contract.yaml"), CONTRACT);
    Path overlay =
        Files.writeString(
            dir.resolve("overlay.yaml"), overlay("{target: '$.paths', update: {/c: {}}}"));
    Path merged = dir.resolve("made/merged.yaml");
    String[] args = {contract.toString(), overlay.toString(), merged.toString()};
    ContractMerge.main(args);
    FileTime longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(merged, longAgo);
    ContractMerge.main(args);
    assertThat(Files.getLastModifiedTime(merged)).isEqualTo(longAgo);
    Files.writeString(contract, "{paths: {}}");
    ContractMerge.main(args);
    assertThat(merged).hasContent("paths:\n  /c: {}\n");
  }
}
