package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever text a contract holds, none of it becomes code. */
class InjectionTest {

  private static final String MARK = "powerdrill.injected";
  private static final String CODE =
      " static { System.setProperty(\"" + MARK + "\", \"\"); } static class Evil {} ";

  @TempDir Path dir;

  private static final List<String> PATTERNS =
      List.of(
          "x\") String x) {%s} //",
          "x */ %s /*",
          "x\\u002a/ %s /\\u002a",
          "x\\u0022) String x) {%s} //",
          "x\\\\u0022; %s //",
          "x\n%s\n",
          "x\\u000a%s\\u000d",
          "x;} %s {",
          "x{{{%s}}}",
          "{@code x} @deprecated <script>%s",
          "${x}\\%s\\");

  @Test
  void noTextOfTheContractIsCompiled() throws Exception {
    System.clearProperty(MARK);
    Map<String, Object> paths = new LinkedHashMap<>();
    PATTERNS.forEach(pattern -> addPaths(pattern.formatted(CODE), paths));

    assertThat(GeneratedClient.problems(contract(paths), dir)).isEmpty();

    ClassLoader loader = GeneratedClient.loader(dir);
    for (String name : classes()) {
      assertThat(name).matches("[^$]+([$](Builder|Parameters|1|1[$]1))?");
      Class.forName(name, true, loader);
    }
    assertThat(System.getProperty(MARK)).isNull();
    assertThat(topLevelClasses()).hasSizeGreaterThan(50).isEqualTo(expected());
  }

  private static Map<String, Object> contract(Map<String, Object> paths) {
    String text = PATTERNS.get(0).formatted(CODE);
    return map(
        "openapi",
        "3.0.0",
        "info",
        map("title", text, "version", text),
        "tags",
        List.of(map("name", text, "description", text)),
        "paths",
        paths);
  }

  /** The payload in every place that holds text. */
  private static void addPaths(String text, Map<String, Object> paths) {
    Map<String, Object> object =
        map(
            "type",
            "object",
            "title",
            text,
            "description",
            text,
            "format",
            text,
            "x-java-type",
            text,
            "required",
            List.of(text + "1"),
            "properties",
            map(
                text + "1", map("type", "string", "description", text, "default", text),
                text + "2", map("type", "string", "format", text, "x-java-name", text),
                text + "3", map("type", "string", "enum", List.of(text, text + "2")),
                text + "4", map("oneOf", List.of(map("type", "string"), map("type", "integer"))),
                text + "5", map("type", text)),
            "additionalProperties",
            map("type", "integer", "description", text));
    Map<String, Object> operation =
        map(
            "operationId",
            text,
            "summary",
            text,
            "description",
            text,
            "tags",
            List.of(text),
            "x-java-name",
            text,
            "parameters",
            Stream.of("query", "header", "cookie", "path")
                .map(
                    in ->
                        map(
                            "name", text,
                            "in", in,
                            "style", text,
                            "description", text,
                            "required", true,
                            "schema", map("type", "string")))
                .toList(),
            "requestBody",
            map(
                "description",
                text,
                "content",
                map("application/" + text + "+json", map("schema", object))),
            "responses",
            map("2" + text, map("content", map("application/json", map("schema", object)))));
    Map<String, Object> form =
        map(
            "requestBody",
                map(
                    "content",
                    map(
                        "multipart/form-data",
                        map(
                            "schema",
                            object,
                            "encoding",
                            map(text + "1", map("contentType", text, "style", text))))),
            "responses", map("200", map("content", map(text, map("schema", object)))));
    paths.put("/" + text, map("post", operation));
    paths.put("/x/{" + text + "}", map("put", form));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private Set<String> classes() throws Exception {
    Path root = dir.resolve("classes");
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
          .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Set<String> topLevelClasses() throws Exception {
    return classes().stream()
        .filter(name -> !name.contains("$") && !name.endsWith("JsonAdapter"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One for each generated file. */
  private Set<String> expected() throws Exception {
    return GeneratedClient.sources(dir).keySet().stream()
        .filter(name -> !name.equals("module-info.java"))
        .map(name -> name.replace(".java", "").replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
