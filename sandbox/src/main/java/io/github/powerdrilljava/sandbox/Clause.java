package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A place in the merged contract. Each way from it leads no further than there is something. */
record Clause(JsonPointer at) {
  /** All of the contract. */
  static final Clause ROOT = new Clause(JsonPointer.empty());

  /** Goes down by these names or indexes, until one is missing, and on where a $ref leads. */
  Clause then(String... steps) {
    Clause clause = this;
    for (String step : steps) {
      String ref = clause.node().path("$ref").asText();
      JsonPointer from = ref.isEmpty() ? clause.at : JsonPointer.compile(ref.substring(1));
      Clause next = new Clause(from.appendProperty(step));
      if (next.node().isMissingNode()) {
        return clause;
      }
      clause = next;
    }
    return clause;
  }

  /** Goes down to where a pointer leads. */
  Clause then(JsonPointer relative) {
    return relative.matches() ? this : then(relative.getMatchingProperty()).then(relative.tail());
  }

  /** Goes down to the first field whose name is wanted. */
  Clause thenFirst(Predicate<String> wanted) {
    List<String> names = new ArrayList<>();
    node().fieldNames().forEachRemaining(names::add);
    return names.stream().filter(wanted).findFirst().map(this::then).orElse(this);
  }

  /** Goes down to the parameter of that name. */
  Clause thenNamed(String name) {
    for (int i = 0; i < node().size(); i++) {
      if (node().path(i).path("name").asText().equals(name)) {
        return then(Integer.toString(i));
      }
    }
    return this;
  }

  /** The JSON pointer (RFC 6901), as a fragment. */
  @Override
  public String toString() {
    return "#" + at;
  }

  private JsonNode node() {
    return Contract.document().at(at);
  }
}
