package io.github.powerdrilljava.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Applies our overlay to the vendor's contract; the build runs it before anything reads the
 * contract.
 */
public final class ContractMerge {
  private ContractMerge() {}

  /**
   * Takes four paths: the vendor's contract and the overlay to read, the merged contract and the
   * client's contract to write.
   */
  public static void main(String[] args) throws IOException {
    Map<String, Object> merged =
        merge(
            Files.readAllBytes(Path.of(args[0])),
            Files.readAllBytes(Path.of(args[1])),
            note -> System.err.println("openapi/overlay.yaml: " + note));
    write(merged, Path.of(args[2]));
    write(ClientContract.of(merged), Path.of(args[3]));
  }

  /** An unchanged file keeps its time, so that nothing is generated from it again. */
  private static void write(Map<String, Object> contract, Path target) throws IOException {
    String json = Document.write(contract);
    if (!Files.exists(target) || !Files.readString(target).equals(json)) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(target, json);
    }
  }

  /**
   * Applies an OpenAPI Overlay 1.0 to a contract, both YAML or JSON. Where the two state something
   * different, the contract wins.
   *
   * @param notes gets a sentence for each part of the overlay without effect
   * @return the merged contract in canonical form: OpenAPI 3.0, everything in place except schemas
   * @throws UnusableContractException if it is not a usable contract
   */
  public static Map<String, Object> merge(byte[] contract, byte[] overlay, Consumer<String> notes) {
    Map<String, Object> merged = canonical(contract);
    new Overlay(Document.read(overlay), notes).applyTo(merged);
    return merged;
  }

  /**
   * A contract with the operations of a file, which are added or replace its own. What else the
   * file states replaces what the contract states of the same.
   *
   * @return YAML, in the contract's order and with its comments
   * @throws UnusableContractException if one of them is not a usable contract, or the file's
   *     operations would mean something else in the contract
   */
  public static byte[] add(byte[] contract, byte[] file) {
    return Addition.of(contract, file);
  }

  /**
   * A contract in canonical form, without the overlay.
   *
   * @throws UnusableContractException if it is not a usable contract
   */
  public static Map<String, Object> canonical(byte[] contract) {
    return CanonicalContract.of(Document.read(contract));
  }
}
