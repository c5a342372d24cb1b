package io.github.powerdrilljava.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the facade's hand-written code takes for granted, held against a contract. */
final class TakenForGranted {

  private static final Set<String> CONSTRAINTS =
      Set.of(
          "format",
          "pattern",
          "enum",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "nullable");

  private TakenForGranted() {}

  /** Where the contract states something else, by JSON pointer. */
  static List<String> differences(Map<String, Object> contract) {
    List<String> differences = new ArrayList<>();
    compare("#", granted(), contract, differences);
    return differences;
  }

  private static Map<String, Object> granted() {
    try (InputStream in =
        Objects.requireNonNull(
            TakenForGranted.class.getResourceAsStream("taken-for-granted.yaml"))) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(
      String pointer, @Nullable Object granted, @Nullable Object stated, List<String> differences) {
    if (granted instanceof Map<?, ?> expected && stated instanceof Map<?, ?> actual) {
      expected.forEach(
          (key, value) -> compare(below(pointer, key), value, actual.get(key), differences));
      if (expected.containsKey("type")) {
        for (Object key : actual.keySet()) {
          if (CONSTRAINTS.contains(key) && !expected.containsKey(key)) {
            compare(below(pointer, key), null, actual.get(key), differences);
          }
        }
      }
    } else if (!Objects.equals(unordered(granted), unordered(stated))) {
      differences.add(
          stated == null
              ? pointer + " is no longer stated"
              : pointer + " is " + stated + ", not " + (granted == null ? "left open" : granted));
    }
  }

  private static @Nullable Object unordered(@Nullable Object value) {
    return value instanceof List<?> list ? Set.copyOf(list) : value;
  }

  private static String below(String pointer, Object key) {
    return pointer + "/" + key.toString().replace("~", "~0").replace("/", "~1");
  }
}
