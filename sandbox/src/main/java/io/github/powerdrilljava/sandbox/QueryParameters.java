package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parameters of a query, decoded.
 *
 * @param values of each name, in the order of the query
 */
record QueryParameters(Map<String, List<String>> values) {
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,9}");

  static QueryParameters of(String rawQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String parameter : rawQuery.split("&", -1)) {
      if (!parameter.isEmpty()) {
        String[] parts = parameter.split("=", 2);
        values
            .computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), name -> new ArrayList<>())
            .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return new QueryParameters(values);
  }

  Optional<String> text(String name) throws Refusal {
    List<String> given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw Refusal.invalid(name, "must be given once");
    }
    return given.stream().findFirst();
  }

  /** The user's id, which every operation without a body needs. */
  String userId() throws Refusal {
    return text("user_id")
        .filter(id -> !id.isBlank())
        .orElseThrow(() -> Refusal.invalid("user_id", "must be given and must not be blank"));
  }

  /** A number that counts from 1. */
  int count(String name, int byDefault) throws Refusal {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return byDefault;
    }
    return given
        .filter(text -> COUNT.matcher(text).matches())
        .map(Long::parseLong)
        .filter(number -> number <= Integer.MAX_VALUE)
        .orElseThrow(
            () -> Refusal.invalid(name, "must be an integer from 1 to " + Integer.MAX_VALUE))
        .intValue();
  }
}
