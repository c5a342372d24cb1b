package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.BODY;
import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with some operations of the API is judged for what it states. */
class PartOfTheApiTest {

  private static final String PRESIGN_PATH =
      "/v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign";

  private static final String NEW_PATH = "/v2/team/sessions";

  /** The vendor's file of the presign operation. */
  private static final Edit PRESIGN_ONLY = only(PRESIGN_PATH);

  /** The vendor's file of an operation that the contract does not have. */
  private static final Edit NEW_ONLY =
      set("$.paths", NEW_PATH, value("{post: {responses: {200: {description: a session}}}}"))
          .and(only(NEW_PATH));

  private static Edit only(String path) {
    return contract -> Document.fields(contract.get("paths")).keySet().retainAll(Set.of(path));
  }

  @TempDir Path root;
  private Checkout checkout;
  private byte[] old;

  /** The operations of each contract that was tried. */
  private final List<Set<String>> tried = new ArrayList<>();

  @BeforeEach
  void checkOut() throws Exception {
    SpecCheck.Trial facade = new FacadeTrial(root);
    checkout =
        new Checkout(
            root,
            (merged, unusable) -> {
              tried.add(Comparison.operations(merged).keySet());
              return facade.run(merged, unusable);
            });
    old = Files.readAllBytes(checkout.contract);
  }

  @AfterEach
  void close() throws Exception {
    checkout.close();
  }

  private int run(String command, Edit edit, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(options));
    arguments.add(checkout.file(edit.of(Edits.contract())));
    return checkout.run(arguments.toArray(String[]::new));
  }

  private Set<String> accepted() throws Exception {
    byte[] contract = Files.readAllBytes(checkout.contract);
    return Comparison.operations(ContractMerge.canonical(contract)).keySet();
  }

  @Test
  void takesTheOnlyOperationOfAFileForItsNewVersion() throws Exception {
    Set<String> before = accepted();
    assertThat(run("accept", set(PRESIGN, "deprecated", true).and(PRESIGN_ONLY))).isZero();
    assertThat(checkout.out())
        .startsWith(
            """
            Not in the file, and kept:
              GET /v2/team/crates/{crate_id}
            """)
        .contains(
            """
            Changed in what the facade uses:
              POST /v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign: is deprecated
            """)
        .endsWith("Verdict: compatible: accept it, and mvn verify stays green.\n");
    assertThat(accepted()).isEqualTo(before);
    assertThat(tried).containsExactly(before);
    assertThat(checkout.contract).content().contains("\"deprecated\": true");
  }

  @Test
  void reportsWhatANewVersionOfOneOperationBreaks() throws Exception {
    assertThat(run("check", set(BODY + ".properties.expires_in", "maximum", 9L).and(PRESIGN_ONLY)))
        .isEqualTo(1);
    assertThat(checkout.out())
        .contains("presign, expires_in: ", "/properties/expires_in/maximum")
        .doesNotContain("is gone", "--add");
  }

  @Test
  void takesAnUnknownOperationForTheWholeApiUnlessToldToAddIt() throws Exception {
    Set<String> before = accepted();
    assertThat(run("accept", NEW_ONLY)).isEqualTo(1);
    assertThat(checkout.out())
        .contains(
            "POST /v2/team/sessions: is new",
            "  GET /v2/team/datasets: The facade uses it, and the file does not have it. (#/paths)",
            "If the file holds only a part of the API, use --add: what it does not have then stays.")
        .doesNotContain("no longer compiles");
    assertThat(tried)
        .as("with the operations that the facade uses, so that the rest can be tried")
        .singleElement()
        .satisfies(operations -> assertThat(operations).containsAll(before));
    assertThat(checkout.contract).hasBinaryContent(old);
  }

  @Test
  void addsAnOperation() throws Exception {
    Set<String> before = accepted();
    assertThat(run("accept", NEW_ONLY, "--add")).isZero();
    assertThat(checkout.out())
        .contains(
            """
            Changed in what it does not use, which breaks nothing:
              POST /v2/team/sessions: is new
            The client of all 7 operations generates and compiles.
            """)
        .doesNotContain("is gone");
    assertThat(accepted()).containsAll(before).contains("POST /v2/team/sessions").hasSize(7);
    assertThat(tried).containsExactly(accepted());
  }

  @Test
  void addsNothingToAContractThatCannotBeUsed() throws Exception {
    Files.writeString(checkout.contract, "nothing");
    assertThat(run("accept", NEW_ONLY, "--add")).isEqualTo(2);
    assertThat(checkout.out())
        .startsWith(
            """
            It cannot be used:
              It cannot be added, as the current contract cannot be used: It holds plain text""");
  }

  @Test
  void acceptsAFileOfTheWholeApiAsItIs() throws Exception {
    byte[] whole = set("$.info", "version", "2").of(Edits.contract());
    assertThat(checkout.run("accept", "--add", checkout.file(whole))).isZero();
    assertThat(checkout.contract).hasBinaryContent(whole);
  }
}
