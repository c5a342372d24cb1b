package io.github.powerdrilljava.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives schemas whose names are not ASCII names that are: each other character becomes {@code u}
 * and its number. The generator drops such characters, and with them the whole name.
 */
final class AsciiNames {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}");

  private AsciiNames() {}

  static String of(String name) {
    return NOT_ASCII
        .matcher(name)
        .replaceAll(other -> "u%04x".formatted(other.group().codePointAt(0)));
  }

  /** Renames the schemas of a contract, and all references to them. */
  static void give(Map<String, Object> contract) {
    if (contract.get("components") instanceof Map<?, ?> components
        && components.get("schemas") instanceof Map<?, ?> schemas) {
      rename(schemas);
    }
    rewrite(contract);
  }

  @SuppressWarnings("unchecked") // as the parser made it
  private static void rename(Map<?, ?> schemas) {
    Map<String, Object> renamed = new LinkedHashMap<>();
    schemas.forEach((name, schema) -> renamed.put(of(name.toString()), schema));
    schemas.clear();
    ((Map<String, Object>) schemas).putAll(renamed);
  }

  @SuppressWarnings("unchecked") // as the parser made it
  private static void rewrite(Object node) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference && reference.startsWith(SCHEMAS)) {
        ((Map<String, Object>) map).put("$ref", of(reference));
      }
      new ArrayList<>(map.values()).forEach(AsciiNames::rewrite);
    } else if (node instanceof List<?> list) {
      list.forEach(AsciiNames::rewrite);
    }
  }
}
