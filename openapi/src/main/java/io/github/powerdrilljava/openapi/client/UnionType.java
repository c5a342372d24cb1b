package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A type whose values are of one of several types: it holds any JSON. */
final class UnionType extends Definition {

  private final List<JavaType> alternatives = new ArrayList<>();

  UnionType(Place place, Map<String, Object> schema) {
    super(place, schema);
  }

  void addAll(Collection<JavaType> types) {
    alternatives.addAll(types);
  }

  @Override
  String subject() {
    return "A value of one of several types.";
  }

  @Override
  void fill(Map<String, Object> map, List<String> doc) {
    Claims<JavaType> names = Claims.exact();
    alternatives.forEach(type -> names.add(type, type.word(), 0, type.code()));
    names.settle();
    map.put("union", true);
    map.put(
        "alternatives",
        alternatives.stream()
            .map(
                type ->
                    Node.of(
                        "word", names.of(type),
                        "type", type.code(),
                        "expression", type.expression()))
            .toList());
  }
}
