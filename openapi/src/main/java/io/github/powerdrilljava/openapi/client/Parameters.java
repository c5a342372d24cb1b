package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of an operation that are not part of its body. */
final class Parameters {

  private Parameters() {}

  static Collection<Parameter> of(
      Map<String, Object> operation, PathTemplate path, Types types, Place place) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Object each : Node.list(operation, "parameters")) {
      Map<String, Object> stated = Node.map(each);
      String in = Node.text(stated, "in");
      String name = Node.text(stated, "name");
      if (in == null || name == null || (in.equals("path") && !path.all().contains(name))) {
        continue;
      }
      Parameter parameter = of(stated, in, name, path, types, place);
      parameters.merge(key(parameter), parameter, Parameters::first);
    }
    for (String name : path.all()) {
      Parameter undeclared = of(Map.of("required", true), "path", name, path, types, place);
      parameters.putIfAbsent(key(undeclared), undeclared);
    }
    return parameters.values();
  }

  /** Of two with one name, the same one whatever their order. */
  private static Parameter first(Parameter one, Parameter other) {
    return Schemas.sorted(one.stated()).compareTo(Schemas.sorted(other.stated())) <= 0
        ? one
        : other;
  }

  private static String key(Parameter parameter) {
    String name = parameter.wire();
    return parameter.in()
        + " "
        + (parameter.in().equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  private static Parameter of(
      Map<String, Object> stated,
      String in,
      String name,
      PathTemplate path,
      Types types,
      Place place) {
    List<Object> contents = new ArrayList<>(Node.map(stated, "content").values());
    boolean json = !contents.isEmpty();
    Map<String, Object> schema = Node.map(json ? Node.map(contents.get(0)) : stated, "schema");
    boolean untyped = schema.isEmpty() && !json;
    JavaType type =
        untyped
            ? JavaType.Plain.STRING
            : types.of(schema, place.inside("parameters/" + in + "/" + name, name));
    boolean moved = in.equals("path") && !path.variables().containsKey(name);
    return new Parameter(
        moved ? "query" : in,
        moved ? path.queries().getOrDefault(name, name) : name,
        type,
        Node.isTrue(stated, "required"),
        types.schemas().isNullable(schema),
        stated,
        stated,
        json);
  }
}
