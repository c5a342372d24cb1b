package io.github.powerdrilljava.openapi.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type that is generated. It has its name as soon as all types are known. */
abstract sealed class Definition permits ObjectType, EnumType, UnionType {

  private final Place place;
  private final Map<String, Object> schema;
  private @Nullable Claims<Definition> names;

  Definition(Place place, Map<String, Object> schema) {
    this.place = place;
    this.schema = schema;
  }

  void claim(Claims<Definition> claims) {
    names = claims;
    claims.add(this, place.name(), place.rank(), place.pointer());
  }

  String name() {
    if (names == null) {
      throw new IllegalStateException("Types have no names yet");
    }
    return names.of(this);
  }

  Place place() {
    return place;
  }

  /** What its template inserts. */
  final Map<String, Object> toMap() {
    List<String> doc = new ArrayList<>(Docs.of(Docs.description(schema)));
    if (Node.isTrue(schema, "deprecated")) {
      doc.addAll(Docs.deprecated(doc));
    }
    Map<String, Object> map = Node.of("name", name());
    fill(map, doc);
    map.put("doc", Docs.lines(doc.isEmpty() ? List.of(subject()) : doc));
    return map;
  }

  /** What its Javadoc says where the contract says nothing. */
  abstract String subject();

  abstract void fill(Map<String, Object> map, List<String> doc);
}
