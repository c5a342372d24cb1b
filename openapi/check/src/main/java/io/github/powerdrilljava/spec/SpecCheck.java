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
import java.util.TreeSet;
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

  /**
   * Checks a file of the vendor's.
   *
   * @param add see {@link Proposal#of}
   */
  Checked check(byte[] file, boolean add) throws IOException {
    try {
      return checkAll(file, add);
    } catch (UnusableContractException e) {
      return Checked.unusable(List.of(e.getMessage()));
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Checked.unusable(
          List.of("It is too large, or its schemas refer too deeply, to be tried."));
    }
  }

  /**
   * What is reported, and of what.
   *
   * @param contract the new contract; empty if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // the bytes to be installed
  record Checked(Report report, byte[] contract) {
    private static Checked unusable(List<String> why) {
      return new Checked(Report.unusable(why), new byte[0]);
    }
  }

  private Checked checkAll(byte[] file, boolean add) throws IOException {
    byte[] overlay = Files.readAllBytes(root.resolve("openapi/overlay.yaml"));
    byte[] current = Files.readAllBytes(current());
    Proposal proposal = Proposal.of(file, current, add);
    byte[] contract = proposal.contract();
    List<String> notes = new ArrayList<>();
    Map<String, Object> merged = ContractMerge.merge(contract, overlay, notes::add);
    Set<String> missing = new TreeSet<>(used(current, overlay));
    missing.removeAll(Comparison.operations(merged).keySet());
    List<String> unusable = new ArrayList<>();
    List<Need> needs = new ArrayList<>(missing.stream().map(SpecCheck::missing).toList());
    needs.addAll(
        trial.run(
            missing.isEmpty() ? merged : completed(current, contract, overlay), unusable::add));
    return unusable.isEmpty()
        ? new Checked(
            Report.of(
                Comparison.operations(merged).size(),
                proposal.kept(),
                needs,
                changes(current, contract, overlay),
                notes),
            contract)
        : Checked.unusable(unusable);
  }

  private static Need missing(String operation) {
    return new Need(
        operation,
        "",
        "#/paths",
        "The facade uses it, and the file does not have it.",
        "If the file holds only a part of the API, use --add: what it does not have then stays.");
  }

  /** With what the facade uses, so that the rest can be tried. */
  private static Map<String, Object> completed(byte[] current, byte[] contract, byte[] overlay) {
    return ContractMerge.merge(ContractMerge.add(current, contract), overlay, note -> {});
  }

  private static List<Change> changes(byte[] current, byte[] contract, byte[] overlay) {
    try {
      return Comparison.of(
          ContractMerge.canonical(current),
          ContractMerge.canonical(contract),
          used(current, overlay));
    } catch (UnusableContractException e) {
      String what = "cannot be compared, as the current one cannot be used: " + e.getMessage();
      return List.of(new Change(Comparison.CONTRACT, what, true));
    }
  }

  /**
   * The operations that the facade uses: those whose Java names our overlay sets. None if the
   * contract cannot be used.
   */
  private static Set<String> used(byte[] contract, byte[] overlay) {
    Set<String> used = new HashSet<>();
    try {
      Comparison.operations(ContractMerge.merge(contract, overlay, note -> {}))
          .forEach(
              (name, operation) -> {
                if (operation.containsKey("x-java-name")) {
                  used.add(name);
                }
              });
    } catch (UnusableContractException e) {
      return Set.of(); // reported where the contracts are compared
    }
    return used;
  }
}
