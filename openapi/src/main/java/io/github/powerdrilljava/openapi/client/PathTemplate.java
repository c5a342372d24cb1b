package io.github.powerdrilljava.openapi.client;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path of the contract as Retrofit takes it: relative, and with variables of plain names. */
final class PathTemplate {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]+)\\}");
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");
  private static final Pattern ABSOLUTE = Pattern.compile("^(/|[^/?#]*:)");
  private static final Pattern QUERY_VARIABLE = Pattern.compile("[&?]([^=&#{}]+)=\\{([^{}]+)\\}");

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> queries = new LinkedHashMap<>();
  private final String text;

  PathTemplate(String path) {
    int end = path.indexOf('?');
    String relative = relative(end < 0 ? path : path.substring(0, end));
    StringBuilder text = new StringBuilder();
    Matcher variable = VARIABLE.matcher(relative);
    int from = 0;
    while (variable.find()) {
      text.append(plain(relative.substring(from, variable.start())));
      text.append('{').append(variables.computeIfAbsent(variable.group(1), this::name)).append('}');
      from = variable.end();
    }
    text.append(plain(relative.substring(from)));
    if (end >= 0) {
      text.append(plain(query(path.substring(end))));
    }
    this.text = text.toString();
  }

  private String name(String raw) {
    return PLAIN.matcher(raw).matches() ? raw : "odd__" + variables.size();
  }

  /** Stays below the base URL, whatever the path starts with. */
  private static String relative(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return ABSOLUTE.matcher(relative).find() ? "./" + relative : relative;
  }

  /** Variables in the query become parameters like others. */
  private String query(String query) {
    Matcher variable = QUERY_VARIABLE.matcher(query);
    while (variable.find()) {
      queries.put(variable.group(2), variable.group(1));
    }
    String rest = variable.replaceAll("").replaceFirst("^&", "?");
    return rest.equals("?") ? "" : rest;
  }

  private static String plain(String text) {
    return text.replace("{", "%7B").replace("}", "%7D");
  }

  /** For Retrofit. */
  String text() {
    return text;
  }

  /** The name of a variable here, by its name in the contract. */
  Map<String, String> variables() {
    return variables;
  }

  /** The name of a variable in the query, by its name in the contract. */
  Map<String, String> queries() {
    return queries;
  }

  Set<String> all() {
    Set<String> all = new LinkedHashSet<>(variables.keySet());
    all.addAll(queries.keySet());
    return all;
  }
}
