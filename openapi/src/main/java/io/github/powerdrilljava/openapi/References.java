package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows the {@code $ref}s of one contract, all of which lead to places in the same file. */
final class References {

  /** The values of these are data, not contract. */
  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "enum", "const", "value");

  /** The keys directly below these are names of the vendor, not keywords. */
  private static final Set<String> NAMED =
      Set.of(
          "$defs",
          "callbacks",
          "content",
          "definitions",
          "dependentSchemas",
          "headers",
          "links",
          "parameters",
          "pathItems",
          "paths",
          "patternProperties",
          "properties",
          "requestBodies",
          "responses",
          "schemas",
          "securitySchemes",
          "webhooks");

  private final Map<String, Object> contract;
  private final Map<String, String> anchors = new HashMap<>();

  /**
   * Checks all references.
   *
   * @throws UnusableContractException if one leads out of the file or nowhere
   */
  References(Map<String, Object> contract) {
    this.contract = contract;
    walk("#", contract, this::addAnchor);
    walk("#", contract, this::check);
  }

  private void addAnchor(String pointer, Map<String, Object> node) {
    for (String kind : List.of("$anchor", "$dynamicAnchor")) {
      if (node.get(kind) instanceof String name) {
        anchors.putIfAbsent(name, pointer);
      }
    }
  }

  private void check(String pointer, Map<String, Object> node) {
    if (node.get("discriminator") instanceof Map<?, ?> discriminator
        && discriminator.get("mapping") instanceof Map<?, ?> mapping) {
      mapping.values().stream()
          .map(String::valueOf)
          .filter(target -> target.matches("[^#].*[/:].*"))
          .forEach(target -> requireLocal(pointer, target));
    }
    String reference = reference(node);
    if (reference != null) {
      requireLocal(pointer, reference);
      follow(node);
    }
  }

  private static void requireLocal(String pointer, String reference) {
    if (!reference.startsWith("#")) {
      throw new UnusableContractException(
          "It refers to another file or address, %s, at %s; all of a contract must be in one file."
              .formatted(reference, pointer));
    }
  }

  /** The target of a reference as it is written, or null if the node is not a reference. */
  static @Nullable String reference(@Nullable Object node) {
    if (!(node instanceof Map<?, ?> map)) {
      return null;
    }
    Object reference = map.get("$ref") != null ? map.get("$ref") : map.get("$dynamicRef");
    return reference instanceof String text ? text : null;
  }

  /** Follows a reference, and further ones, to the first node that is not a reference. */
  Object follow(Object node) {
    Object at = node;
    Set<String> seen = new LinkedHashSet<>();
    for (String next = reference(at); next != null; next = reference(at)) {
      if (!seen.add(next)) {
        throw new UnusableContractException(
            "The reference %s leads back to itself.".formatted(seen.iterator().next()));
      }
      at = at(next);
    }
    return at;
  }

  /** A node itself, or the target of its reference; an empty mapping if that is not a mapping. */
  Map<String, Object> mapping(Object node) {
    return follow(node) instanceof Map<?, ?> map ? Document.fields(map) : new LinkedHashMap<>();
  }

  /** The JSON pointer of a reference, in its normal form. */
  String pointer(String reference) {
    String fragment = decode(reference.substring(1));
    if (fragment.isEmpty() || fragment.startsWith("/")) {
      return "#" + fragment;
    }
    String pointer = anchors.get(fragment);
    if (pointer == null) {
      throw missing(reference);
    }
    return pointer;
  }

  private Object at(String reference) {
    Object node = at(contract, pointer(reference));
    if (node == null) {
      throw missing(reference);
    }
    return node;
  }

  /** The node at a JSON pointer such as {@code #/paths/~1a}, or null. */
  static @Nullable Object at(Map<String, Object> document, String pointer) {
    Object node = document;
    for (String token : pointer.split("/", -1)) {
      if (node != null && !token.equals("#")) {
        node = step(node, unescape(token));
      }
    }
    return node;
  }

  private static @Nullable Object step(Object node, String token) {
    if (node instanceof Map<?, ?> map) {
      return map.get(token);
    }
    return node instanceof List<?> list && token.matches("\\d{1,9}")
        ? list.stream().skip(Integer.parseInt(token)).findFirst().orElse(null)
        : null;
  }

  private static UnusableContractException missing(String reference) {
    return new UnusableContractException(
        "It refers to %s, which does not exist.".formatted(reference));
  }

  private static String decode(String fragment) {
    try {
      return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return fragment; // a percent sign that is only itself
    }
  }

  static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Visits every mapping that is part of the contract, with its JSON pointer. */
  private static void walk(
      String pointer, Object node, BiConsumer<String, Map<String, Object>> visitor) {
    if (node instanceof Map<?, ?> map) {
      visitor.accept(pointer, fields(map));
      boolean names = NAMED.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
      fields(map)
          .forEach(
              (key, value) -> {
                if (value != null && (names || !(DATA.contains(key) || key.startsWith("x-")))) {
                  walk(pointer + "/" + escape(key), value, visitor);
                }
              });
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) != null) {
          walk(pointer + "/" + i, list.get(i), visitor);
        }
      }
    }
  }
}
