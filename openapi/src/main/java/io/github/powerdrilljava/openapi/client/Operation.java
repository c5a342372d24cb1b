package io.github.powerdrilljava.openapi.client;

import io.github.powerdrilljava.openapi.client.Contract.Raw;
import io.github.powerdrilljava.openapi.client.MediaTypes.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An operation: its parameters by name, and its result. */
final class Operation {

  /** Without a body, OkHttp sends these with an empty one. */
  private static final Set<String> NEED_A_BODY = Set.of("post", "put", "patch");

  private final Raw raw;
  private final String name;
  private final PathTemplate path;
  private final List<Parameter> parameters;
  private final RequestBody body;
  private final JavaType response;
  private final boolean streaming;

  Operation(Raw raw, String name, Types types) {
    this.raw = raw;
    this.name = name;
    path = new PathTemplate(raw.path());
    String type = JavaNames.upper(name);
    String pointer = "#/paths/" + raw.text();
    Place request =
        new Place(
            pointer + "/request", type + "Request", type + "Request", Place.WHOLE, true, false);
    parameters = new ArrayList<>(Parameters.of(raw.operation(), path, types, request));
    body = RequestBody.of(Node.map(raw.operation(), "requestBody"), types, request);
    parameters.addAll(body.fields());
    Place whole =
        new Place(pointer + "/response", type + "Response", type, Place.WHOLE, false, true);
    Optional<Content> content = response(Node.map(raw.operation(), "responses"));
    boolean head = raw.method().equals("head");
    boolean json = content.filter(Content::isTypedJson).isPresent();
    response =
        head || content.isEmpty()
            ? JavaType.Plain.VOID
            : json ? types.of(content.get().schema(), whole) : JavaType.Plain.RAW_RESPONSE;
    streaming = !head && !json && content.filter(Content::isStream).isPresent();
  }

  /** The response with the lowest status of success that has a body. */
  private static Optional<Content> response(Map<String, Object> responses) {
    List<String> successes =
        responses.keySet().stream().filter(status -> status.startsWith("2")).sorted().toList();
    return (successes.isEmpty() ? List.of("default") : successes)
        .stream()
            .flatMap(
                status ->
                    MediaTypes.preferred(Node.map(Node.map(responses, status), "content")).stream())
            .findFirst();
  }

  String name() {
    return name;
  }

  /** The values for its template. */
  Map<String, Object> toMap() {
    Map<String, Object> map =
        Node.of(
            "api", JavaNames.upper(name) + "Api",
            "method", name,
            "doc", doc(),
            "http", JavaText.literal(raw.method().toUpperCase(Locale.ROOT)),
            "path", JavaText.literal(path.text()),
            "returns", response.code(),
            "streaming", streaming);
    Claims<Object> names = Claims.exact().without("body");
    parameters.forEach(
        each -> ObjectType.claim(names, each, each.wire(), each.stated(), each.rank()));
    names.settle();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Parameter each : parameters) {
      String variable = path.variables().getOrDefault(each.wire(), "");
      Map<String, Object> told = each.toMap(names.of(each), variable);
      told.put("in", each.in());
      all.add(told);
    }
    map.put("parameters", all);
    for (String in : List.of("path", "query", "header", "cookie", "field", "part")) {
      map.put(in + "s", all.stream().filter(each -> in.equals(each.get("in"))).toList());
    }
    body.fill(map, NEED_A_BODY.contains(raw.method()));
    putArguments(map, all);
    return map;
  }

  private void putArguments(Map<String, Object> map, List<Map<String, Object>> parameters) {
    List<Map<String, Object>> arguments = new ArrayList<>();
    for (Map<String, Object> each : parameters) {
      if ("path".equals(each.get("in"))) {
        Map<String, Object> argument = argument("isPath");
        argument.putAll(each);
        arguments.add(argument);
      }
    }
    boolean query = has(parameters, "query");
    boolean headers =
        has(parameters, "header") || has(parameters, "cookie") || body.mediaType() != null;
    if (query) {
      arguments.add(argument("isQuery"));
    }
    if (headers) {
      arguments.add(argument("isHeaders"));
    }
    map.put("hasQuery", query);
    map.put("hasHeaders", headers);
    map.put("argumentsWithoutBody", Node.withLast(copy(arguments)));
    if (body.isSent()) {
      Map<String, Object> argument = argument("isBody");
      argument.put("bodyValue", body.value());
      arguments.add(argument);
    }
    map.put("arguments", Node.withLast(copy(arguments)));
  }

  private static List<Map<String, Object>> copy(List<Map<String, Object>> arguments) {
    List<Map<String, Object>> copy = new ArrayList<>();
    arguments.forEach(each -> copy.add(new LinkedHashMap<>(each)));
    return copy;
  }

  /** Sets every value: a template looks up missing ones in the surrounding scope. */
  private static Map<String, Object> argument(String kind) {
    Map<String, Object> argument = new LinkedHashMap<>();
    List.of("isPath", "isQuery", "isHeaders", "isBody")
        .forEach(each -> argument.put(each, each.equals(kind)));
    return argument;
  }

  private static boolean has(List<Map<String, Object>> parameters, String in) {
    return parameters.stream().anyMatch(each -> in.equals(each.get("in")));
  }

  private List<String> doc() {
    List<String> doc =
        new ArrayList<>(
            Docs.of(
                Node.text(raw.operation(), "summary"), Node.text(raw.operation(), "description")));
    if (doc.isEmpty()) {
      doc.addAll(Docs.of(raw.method().toUpperCase(Locale.ROOT) + " " + raw.path()));
    }
    if (Node.isTrue(raw.operation(), "deprecated")) {
      doc.addAll(Docs.deprecated(doc));
    }
    return Docs.lines(doc);
  }
}
