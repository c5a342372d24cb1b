package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter of an operation, or a field of a form.
 *
 * @param in path, query, header, cookie, field or part
 * @param wire its name in the request
 * @param stated the parameter of the contract, or the schema of a field of a form
 * @param json whether its text is JSON
 * @param encoding how it is written: style, explode, allowReserved, contentType
 */
record Parameter(
    String in,
    String wire,
    JavaType type,
    boolean required,
    boolean nullable,
    Map<String, Object> stated,
    Map<String, Object> encoding,
    boolean json) {

  private static final List<String> RANKS =
      List.of("path", "header", "query", "cookie", "field", "part");

  /** A rank among those that would get the same Java name. */
  int rank() {
    return RANKS.indexOf(in) * 3;
  }

  private String style() {
    String usual = in.equals("path") || in.equals("header") ? "simple" : "form";
    return Objects.requireNonNullElse(Node.text(encoding, "style"), usual);
  }

  private boolean isExploded() {
    return encoding.get("explode") instanceof Boolean explode ? explode : style().equals("form");
  }

  /** Retrofit writes plain text into a path by itself. */
  private boolean isText() {
    return !json
        && style().equals("simple")
        && type instanceof JavaType.Plain plain
        && plain.isText();
  }

  private String wireStyle() {
    return json ? "json" : in.equals("path") && isText() ? "text" : style();
  }

  /** The values for the template. */
  Map<String, Object> toMap(String name, String variable) {
    boolean needed = required && !nullable;
    List<String> doc = new ArrayList<>(Docs.of(Docs.description(stated)));
    if (Node.isTrue(stated, "deprecated")) {
      doc.addAll(Docs.deprecated(doc));
    }
    String field = "this." + name;
    String value =
        needed || in.equals("path")
            ? "java.util.Objects.requireNonNull(%s, %s)"
                .formatted(field, JavaText.literal(name + " is required"))
            : field;
    return Node.of(
        "name",
        name,
        "doc",
        Docs.lines(doc),
        "documented",
        !doc.isEmpty(),
        "fieldType",
        type.nullable(),
        "type",
        type.code(!needed),
        "value",
        value,
        "wire",
        JavaText.literal(wire),
        "style",
        JavaText.literal(wireStyle()),
        "explode",
        isExploded(),
        "reserved",
        Node.isTrue(encoding, "allowReserved"),
        "contentType",
        JavaText.literal(Objects.requireNonNullElse(Node.text(encoding, "contentType"), "")),
        "encoded",
        !isText(),
        "variable",
        JavaText.literal(variable));
  }
}
