package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an operation that has no name: a verb by the method, and nouns by the path, such as {@code
 * listDatasets} for {@code GET /v2/team/datasets}.
 */
final class OperationNames {

  /** The start of every path of this API; another version becomes part of the name. */
  private static final Pattern VERSION = Pattern.compile("^/([vV][0-9]+[A-Za-z0-9]*)(/team)?(?=/)");

  private static final String CURRENT = "/v2/team";
  private static final Pattern PARAMETER = Pattern.compile("\\{[^{}]*\\}");
  private static final Pattern SEGMENTS = Pattern.compile("[/:?&#]+");

  /** Words that this API's paths write as one. */
  private static final Map<String, String> COMPOUNDS =
      Map.of("datasource", "data-source", "datasources", "data-sources");

  private final List<String> nouns = new ArrayList<>();
  private final String method;
  private final String version;

  /** Whether the last noun is in the plural, and whether the one before it is. */
  private boolean ofOne;

  private boolean parentIsOne;

  private OperationNames(String method, String path) {
    this.method = method;
    Matcher prefix = VERSION.matcher(path);
    boolean found = prefix.find();
    this.version = !found || prefix.group().equals(CURRENT) ? "" : JavaNames.camel(prefix.group(1));
    for (String segment : SEGMENTS.split(found ? path.substring(prefix.end()) : path, -1)) {
      add(segment);
    }
  }

  private void add(String segment) {
    String noun = PARAMETER.matcher(segment).replaceAll(" ");
    if (!JavaNames.camel(noun).isEmpty()) {
      String key = noun.strip();
      nouns.add(COMPOUNDS.getOrDefault(key, key));
      parentIsOne = ofOne;
    }
    ofOne = segment.isEmpty() ? ofOne : !noun.equals(segment);
  }

  /** The name by the last noun and those before it. */
  static String of(String method, String path) {
    OperationNames names = new OperationNames(method, path);
    return names.nouns.isEmpty()
        ? ofWholePath(method, path)
        : JavaNames.method(names.name() + names.version);
  }

  /** A name that is unique, unless another path differs in punctuation only. */
  static String ofWholePath(String method, String path) {
    return JavaNames.method(method + " " + path.replace("{", " by ").replace("}", " "));
  }

  private String name() {
    String last = nouns.remove(nouns.size() - 1);
    boolean post = method.equals("post");
    String verb = verbForOne();
    if (ofOne) {
      return verb + parents() + one(last);
    }
    if (Nouns.isOneThing(last)) {
      return (post ? "create" : verb) + parents() + JavaNames.camel(last);
    }
    if (Nouns.isPlural(last)) {
      return post
          ? "create" + parents() + one(last)
          : (method.equals("get") ? "list" : verb) + parents() + JavaNames.camel(last);
    }
    // A POST to something that is not a collection is an action on the noun before it.
    return post ? JavaNames.lowerCamel(last) + owners() : verb + parents() + JavaNames.camel(last);
  }

  private String verbForOne() {
    return switch (method) {
      case "put" -> "replace";
      case "patch" -> "update";
      default -> method;
    };
  }

  private String parents() {
    return String.join("", nouns.stream().map(OperationNames::one).toList());
  }

  private String owners() {
    if (nouns.isEmpty() || parentIsOne) {
      return parents();
    }
    String many = nouns.remove(nouns.size() - 1);
    return parents() + JavaNames.camel(many);
  }

  private static String one(String noun) {
    return JavaNames.camel(Nouns.singularOfLast(JavaNames.camel(noun)));
  }
}
