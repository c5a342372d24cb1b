package io.github.powerdrilljava.openapi.client;

import io.github.powerdrilljava.openapi.client.MediaTypes.Content;
import io.github.powerdrilljava.openapi.client.Schemas.Placed;
import io.github.powerdrilljava.openapi.client.Schemas.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param kind none, json, raw, form or multipart
 * @param type of the body as a whole, which forms do not have
 * @param fields of a form
 * @param mediaType if it is not the default one
 */
record RequestBody(
    String kind,
    JavaType type,
    boolean required,
    List<Parameter> fields,
    @Nullable String mediaType,
    @Nullable String description) {

  static RequestBody of(Map<String, Object> stated, Types types, Place place) {
    Optional<Content> preferred = MediaTypes.preferred(Node.map(stated, "content"));
    if (preferred.isEmpty()) {
      return new RequestBody("none", JavaType.Plain.VOID, false, List.of(), null, null);
    }
    Content content = preferred.get();
    boolean required = Node.isTrue(stated, "required");
    String description = Node.text(stated, "description");
    String kind = content.kind();
    if (content.isTypedJson()) {
      JavaType type = types.of(content.schema(), place);
      boolean other = !kind.equals("application/json");
      return new RequestBody(
          "json", type, required, List.of(), other ? content.mediaType() : null, description);
    }
    if (kind.equals(MediaTypes.MULTIPART) || kind.equals(MediaTypes.FORM)) {
      boolean multipart = kind.equals(MediaTypes.MULTIPART);
      List<Parameter> fields = fields(content, types, place, multipart);
      if (!fields.isEmpty()) {
        return new RequestBody(
            multipart ? "multipart" : "form", JavaType.Plain.VOID, required, fields, null, null);
      }
    }
    return new RequestBody(
        "raw", JavaType.Plain.RAW_REQUEST, required, List.of(), null, description);
  }

  private static List<Parameter> fields(
      Content content, Types types, Place place, boolean multipart) {
    Whole whole = types.whole(new Placed(content.schema(), place));
    List<Parameter> fields = new ArrayList<>();
    whole
        .properties()
        .forEach(
            (name, property) -> {
              Map<String, Object> schema = property.schema();
              if (Node.isTrue(schema, "readOnly")) {
                return;
              }
              JavaType type = types.of(schema, property.place());
              fields.add(
                  new Parameter(
                      multipart ? "part" : "field",
                      name,
                      multipart ? Files.in(type, schema, types) : type,
                      whole.required().contains(name),
                      types.schemas().isNullable(schema),
                      schema,
                      Node.map(Node.map(content.stated(), "encoding"), name),
                      false));
            });
    return fields;
  }

  boolean isSent() {
    return !kind.equals("none");
  }

  /** The expression that a call passes. */
  String value() {
    return switch (kind) {
      case "form" -> "form.asForm()";
      case "multipart" -> "parts.asBody()";
      default ->
          required
              ? "java.util.Objects.requireNonNull(this.body, \"body is required\")"
              : "this.body";
    };
  }

  void fill(Map<String, Object> map, boolean needed) {
    boolean whole = kind.equals("json") || kind.equals("raw");
    map.put("hasBody", isSent());
    map.put("needsBody", needed);
    map.put("json", kind.equals("json"));
    map.put("form", kind.equals("form"));
    map.put("multipart", kind.equals("multipart"));
    map.put("sent", kind.equals("json") ? type.code() : JavaType.Plain.RAW_REQUEST.code());
    map.put(
        "body",
        whole
            ? Node.of(
                "type",
                type.code(!required),
                "fieldType",
                type.nullable(),
                "optional",
                !required,
                "doc",
                Docs.lines(description == null ? List.of("The body.") : Docs.of(description)))
            : false);
    map.put("mediaType", mediaType == null ? false : JavaText.literal(mediaType));
  }

  /** Which parts of a multipart body are files. */
  private static final class Files {

    private Files() {}

    static JavaType in(JavaType type, Map<String, Object> schema, Types types) {
      Map<String, Object> stated = types.whole(new Placed(schema, NOWHERE)).stated();
      if ("binary".equals(stated.get("format"))) {
        return JavaType.Plain.FILE;
      }
      if (type instanceof JavaType.ListOf
          && in(JavaType.Plain.ANY, Node.map(stated, "items"), types).equals(JavaType.Plain.FILE)) {
        return new JavaType.ListOf(JavaType.Plain.FILE, false);
      }
      return type;
    }

    private static final Place NOWHERE = new Place("", "", "", Place.INNER, true, false);
  }
}
