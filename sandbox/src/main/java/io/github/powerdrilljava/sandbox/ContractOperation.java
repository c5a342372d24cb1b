package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of a contract.
 *
 * @param method in upper case
 * @param template the path as the contract writes it, with names in braces
 */
record ContractOperation(String method, String template) {

  /**
   * The operation that a request is for. Where several templates match, that with the fewest names
   * in braces counts, as OpenAPI has it.
   *
   * @param path below the base path
   */
  static Optional<ContractOperation> find(JsonNode contract, String method, String path) {
    return contract.path("paths").properties().stream()
        .filter(item -> item.getValue().has(method.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getKey)
        .filter(template -> matches(template, path))
        .min(Comparator.comparingLong(template -> template.chars().filter(c -> c == '{').count()))
        .map(template -> new ContractOperation(method, template));
  }

  /** Whether a path is one of a template; a name in braces stands for any text without a slash. */
  static boolean matches(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] given = path.split("/", -1);
    return wanted.length == given.length
        && Arrays.equals(
            wanted, given, (name, text) -> name.contains("{") ? 0 : name.compareTo(text));
  }

  /** The operation's place in the contract. */
  Clause in(Clause contract) {
    return contract.then("paths", template, method.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
