package io.github.powerdrilljava.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the operations that the vendor and the overlay left without a name: a verb by the method,
 * and nouns by the path, such as {@code listDatasets} for {@code GET /v2/team/datasets}. The name
 * depends on nothing else in the contract, unless two paths differ in punctuation only: then each
 * of the two operations gets all of its path as its name.
 */
final class OperationNames {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  /** Where every path of this API begins. */
  private static final Pattern PREFIX = Pattern.compile("^/v2/team(?=/)");

  private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private OperationNames() {}

  private record Unnamed(String method, String path, Map<String, Object> operation) {
    String name() {
      return OperationNames.name(method, path);
    }
  }

  /** Gives every operation of a contract a name. */
  static void add(Map<String, Object> contract) {
    List<Unnamed> unnamed = new ArrayList<>();
    Set<String> given = new HashSet<>();
    Map<String, Integer> uses = new HashMap<>();
    if (!(contract.get("paths") instanceof Map<?, ?> paths)) {
      return;
    }
    paths.forEach(
        (path, item) -> {
          if (item instanceof Map<?, ?> operations) {
            operations.forEach(
                (method, operation) -> {
                  if (METHODS.contains(String.valueOf(method))
                      && operation instanceof Map<?, ?> known) {
                    if (known.get("operationId") instanceof String name) {
                      mutable(known).put("operationId", AsciiNames.of(name));
                      given.add(key(name));
                      uses.merge(key(name), 1, Integer::sum);
                    } else {
                      unnamed.add(
                          new Unnamed(
                              String.valueOf(method), String.valueOf(path), mutable(known)));
                    }
                  }
                });
          }
        });
    unnamed.forEach(each -> uses.merge(key(each.name()), 1, Integer::sum));
    Set<String> taken = new HashSet<>(given);
    for (Unnamed each : unnamed) {
      boolean unique = uses.get(key(each.name())) == 1;
      String name = unique ? each.name() : longName(each.method, each.path);
      String told = name;
      for (int i = 2; !taken.add(key(told)); i++) {
        told = name + i;
      }
      each.operation.put("operationId", AsciiNames.of(told));
    }
  }

  /** Names of types are told apart by more than their case. */
  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("unchecked") // as the parser made it
  private static Map<String, Object> mutable(Map<?, ?> operation) {
    return (Map<String, Object>) operation;
  }

  static String name(String method, String path) {
    List<String> nouns = new ArrayList<>();
    boolean ofOne = false;
    boolean parentIsOne = false;
    for (String segment : PREFIX.matcher(path).replaceFirst("").split("/", -1)) {
      boolean parameter = segment.startsWith("{") && segment.endsWith("}");
      if (!segment.isEmpty() && !parameter) {
        nouns.add(segment);
        parentIsOne = ofOne;
      }
      ofOne = parameter || (segment.isEmpty() && ofOne);
    }
    if (nouns.isEmpty()) {
      return longName(method, path);
    }
    String last = nouns.remove(nouns.size() - 1);
    String parents = String.join("", nouns.stream().map(noun -> camel(singular(noun))).toList());
    if (ofOne) {
      return verbForOne(method) + parents + camel(singular(last));
    }
    if (isPlural(last)) {
      return method.equals("post")
          ? "create" + parents + camel(singular(last))
          : verbForMany(method) + parents + camel(last);
    }
    if (!method.equals("post")) {
      return verbForOne(method) + parents + camel(last);
    }
    // What is posted to and no collection is something to be done with what stands before it.
    if (!nouns.isEmpty() && !parentIsOne) {
      String many = nouns.remove(nouns.size() - 1);
      parents =
          String.join("", nouns.stream().map(noun -> camel(singular(noun))).toList()) + camel(many);
    }
    return lower(camel(last)) + parents;
  }

  private static String verbForMany(String method) {
    return method.equals("get") ? "list" : verbForOne(method);
  }

  private static String verbForOne(String method) {
    return switch (method) {
      case "put" -> "replace";
      case "patch" -> "update";
      default -> method;
    };
  }

  private static String longName(String method, String path) {
    return method + camel(path.replace("{", "by ").replace("}", ""));
  }

  private static boolean isPlural(String noun) {
    return noun.endsWith("s") && !noun.endsWith("ss") && !noun.endsWith("us");
  }

  private static String singular(String noun) {
    if (!isPlural(noun)) {
      return noun;
    }
    if (noun.endsWith("ies")) {
      return noun.substring(0, noun.length() - 3) + "y";
    }
    boolean hissing = noun.matches(".*(ss|sh|ch|x|z)es");
    return noun.substring(0, noun.length() - (hissing ? 2 : 1));
  }

  private static String camel(String words) {
    StringBuilder camel = new StringBuilder();
    for (String word : WORDS.split(words, -1)) {
      if (!word.isEmpty()) {
        int first = word.offsetByCodePoints(0, 1);
        camel
            .append(word.substring(0, first).toUpperCase(Locale.ROOT))
            .append(word.substring(first));
      }
    }
    return camel.toString();
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
