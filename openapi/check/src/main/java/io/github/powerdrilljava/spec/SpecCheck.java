package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.UnusableContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reports what a new contract means for this project, by trying it. */
final class SpecCheck {

  /** Tries a merged contract; see {@link FacadeTrial}. */
  @FunctionalInterface
  interface Trial {

    /**
     * Runs it.
     *
     * @param unusable gets the reasons why no client can be generated, a sentence each
     * @return what has to be changed in this project
     */
    List<Need> run(Map<String, Object> merged, Consumer<String> unusable) throws IOException;
  }

  private final Path root;
  private final Trial trial;

  /**
   * Prepares it.
   *
   * @param root of this project
   */
  SpecCheck(Path root, Trial trial) {
    this.root = root;
    this.trial = trial;
  }

  /** The contract that is in use. */
  Path current() {
    return root.resolve("openapi/powerdrill-v2.yaml");
  }

  Report check(byte[] file) throws IOException {
    try {
      return checkAll(file);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Report.unusable(
          List.of("It is too large, or its schemas refer too deeply, to be tried."));
    }
  }

  private Report checkAll(byte[] file) throws IOException {
    byte[] overlay = Files.readAllBytes(root.resolve("openapi/overlay.yaml"));
    List<String> notes = new ArrayList<>();
    Map<String, Object> merged;
    List<Change> changes;
    try {
      merged = ContractMerge.merge(file, overlay, notes::add);
      changes = changes(ContractMerge.canonical(file), overlay);
    } catch (UnusableContractException e) {
      return Report.unusable(List.of(e.getMessage()));
    }
    List<String> unusable = new ArrayList<>();
    List<Need> needs = trial.run(merged, unusable::add);
    return unusable.isEmpty()
        ? Report.of(Comparison.operations(merged).size(), needs, changes, notes)
        : Report.unusable(unusable);
  }

  private List<Change> changes(Map<String, Object> contract, byte[] overlay) throws IOException {
    byte[] file = Files.readAllBytes(current());
    try {
      Set<String> used = pinned(ContractMerge.merge(file, overlay, note -> {}));
      return Comparison.of(ContractMerge.canonical(file), contract, used);
    } catch (UnusableContractException e) {
      String what = "cannot be compared, as the current one cannot be used: " + e.getMessage();
      return List.of(new Change(Comparison.CONTRACT, what, true));
    }
  }

  /** The operations whose Java names our overlay sets, since the facade uses them. */
  private static Set<String> pinned(Map<String, Object> merged) {
    Set<String> pinned = new HashSet<>();
    Comparison.operations(merged)
        .forEach(
            (name, operation) -> {
              if (operation.containsKey("x-java-name")) {
                pinned.add(name);
              }
            });
    return pinned;
  }
}
