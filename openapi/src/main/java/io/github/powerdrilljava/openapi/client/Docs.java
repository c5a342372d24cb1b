package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of generated code says. */
final class Docs {

  private Docs() {}

  /** Lines of Javadoc. */
  static List<String> of(@Nullable String... texts) {
    return JavaText.javadoc(
        Stream.of(texts)
            .filter(text -> text != null && !text.isBlank())
            .map(JavaText::sentence)
            .distinct()
            .collect(Collectors.joining("\n\n")));
  }

  static @Nullable String description(Map<String, Object> schema) {
    String description = Node.text(schema, "description");
    return description == null || description.isBlank() ? Node.text(schema, "title") : description;
  }

  /** An annotation would keep what uses it from being compiled without warnings. */
  static List<String> deprecated(List<String> before) {
    return before.isEmpty() ? List.of("Deprecated.") : List.of("", "<p>Deprecated.");
  }

  /** Lines of a tag, such as that of a parameter. */
  static List<String> tag(String tag, @Nullable String text, boolean deprecated) {
    List<String> lines = new ArrayList<>();
    List<String> told = of(text, deprecated ? "Deprecated." : null);
    for (int i = 0; i < told.size(); i++) {
      String line = told.get(i);
      lines.add(i == 0 ? tag + " " + line : line.isEmpty() ? line : "    " + line);
    }
    return lines;
  }

  /** As they follow the star of each line of a comment. */
  static List<String> lines(List<String> doc) {
    return doc.stream().map(line -> line.isEmpty() ? line : " " + line).toList();
  }
}
