package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.UnusableContractException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The contract that a file of the vendor's makes: the file itself, or the current contract with the
 * file's operations. The vendor documents each operation in a file of its own.
 *
 * @param kept the operations that the file does not have, and that stay
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes to be installed
record Proposal(byte[] contract, List<String> kept) {

  /**
   * Proposes.
   *
   * @param add whether the operations that the file does not have stay. They also do if the file's
   *     only operation is one of the current contract's: it is a new version of that operation
   * @throws UnusableContractException if it is not a usable contract, or cannot be added
   */
  static Proposal of(byte[] file, byte[] current, boolean add) {
    Set<String> inFile = Comparison.operations(ContractMerge.canonical(file)).keySet();
    Set<String> inCurrent = operationsOfCurrent(current, add);
    Set<String> kept = new LinkedHashSet<>(inCurrent);
    kept.removeAll(inFile);
    boolean isNewVersion = inFile.size() == 1 && inCurrent.containsAll(inFile);
    return kept.isEmpty() || !(add || isNewVersion)
        ? new Proposal(file, List.of())
        : new Proposal(ContractMerge.add(current, file), List.copyOf(kept));
  }

  private static Set<String> operationsOfCurrent(byte[] current, boolean add) {
    try {
      return Comparison.operations(ContractMerge.canonical(current)).keySet();
    } catch (UnusableContractException e) {
      if (add) {
        throw new UnusableContractException(
            "It cannot be added, as the current contract cannot be used: " + e.getMessage());
      }
      return Set.of();
    }
  }
}
