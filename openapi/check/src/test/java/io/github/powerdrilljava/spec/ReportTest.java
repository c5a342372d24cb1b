package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.remove;
import static io.github.powerdrilljava.spec.Edits.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report separates the changes that the facade uses from those that it does not use. */
class ReportTest {

  private static final byte[] CHANGED =
      set("$.info", "version", "2")
          .and(set(PRESIGN, "deprecated", true))
          .and(remove("$.paths['/v2/team/crates/{crate_id}']", "put"))
          .of(Edits.contract());

  private static final String CHANGES =
      """
      Changed in what the facade uses:
        POST /v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign: is deprecated
        The contract: info version: 1.0.0, now 2
      Changed in what it does not use, which breaks nothing:
        PUT /v2/team/crates/{crate_id}: is gone
      """;

  @TempDir Path root;

  @Test
  void listsWhatTheFacadeUsesByItself() throws Exception {
    try (Checkout checkout = new Checkout(root, (merged, unusable) -> List.of())) {
      assertThat(checkout.run("check", checkout.file(CHANGED))).isZero();
      assertThat(checkout.out())
          .startsWith(CHANGES)
          .endsWith(
              """
              The client of all 5 operations generates and compiles.
              Verdict: compatible: accept it, and mvn verify stays green.
              """);
    }
  }

  @Test
  void listsWhatHasToBeChangedHere() throws Exception {
    Need need = new Need("POST /a", "team", "#/paths/~1a", "It is not set", "line one\nline two");
    try (Checkout checkout = new Checkout(root, (merged, unusable) -> List.of(need))) {
      assertThat(checkout.run("check", checkout.file(CHANGED))).isEqualTo(1);
      assertThat(checkout.out())
          .startsWith(CHANGES)
          .contains(
              """
              To be changed here:
                POST /a, team: It is not set (#/paths/~1a)
                    line one
                    line two
              """)
          .endsWith("Verdict: changes needed: see \"To be changed here\".\n");
    }
  }

  @Test
  void listsNothingButWhyAContractCannotBeUsed() throws Exception {
    try (Checkout checkout =
        new Checkout(
            root,
            (merged, unusable) -> {
              unusable.accept("It does not generate.");
              return List.of();
            })) {
      assertThat(checkout.run("check", checkout.file(CHANGED))).isEqualTo(2);
      assertThat(checkout.out())
          .isEqualTo(
              """
              It cannot be used:
                It does not generate.
              Verdict: not a usable contract.
              """);
    }
  }

  @Test
  void listsWhatOfTheOverlayHasNoEffect() {
    assertThat(
            Report.of(2, List.of(), List.of(), List.of(), List.of("It finds nothing", "Nor\tthis"))
                .text())
        .isEqualTo(
            """
            Nothing changed in the contract.
            Without effect in openapi/overlay.yaml:
              It finds nothing
              Nor\\u0009this
            The client of all 2 operations generates and compiles.
            Verdict: compatible: accept it, and mvn verify stays green.
            """);
  }

  @ParameterizedTest
  @CsvSource({"119, 119, false", "120, 120, false", "121, 120, true", "5000, 120, true"})
  void cutsWhatIsLongerThanALine(int length, int kept, boolean cut) {
    assertThat(DisplayText.value("x".repeat(length)))
        .isEqualTo("x".repeat(kept) + (cut ? "…" : ""));
  }
}
