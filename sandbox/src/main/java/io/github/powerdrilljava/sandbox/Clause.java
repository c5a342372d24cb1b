package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in a merged contract. A step to something that is not there stays where it is.
 *
 * @param contract all of it
 * @param at where the place is
 */
record Clause(JsonNode contract, JsonPointer at) {

  /** All of a contract. */
  Clause(JsonNode contract) {
    this(contract, JsonPointer.empty());
  }

  /** Goes down by these names or indexes, follows each $ref, and stops where one is missing. */
  Clause then(String... steps) {
    Clause clause = this;
    for (String step : steps) {
      Clause next = new Clause(contract, clause.resolved().at.appendProperty(step));
      if (next.node().isMissingNode()) {
        return clause;
      }
      clause = next;
    }
    return clause;
  }

  /** The elements of a list, or the values of an object's fields, each as a clause of its own. */
  List<Clause> children() {
    JsonNode node = node();
    Stream<String> names =
        node.isArray()
            ? IntStream.range(0, node.size()).mapToObj(Integer::toString)
            : node.properties().stream().map(field -> field.getKey());
    return names.map(name -> new Clause(contract, at.appendProperty(name))).toList();
  }

  /** The name or the index of this place in its parent. */
  String name() {
    JsonPointer last = at.last();
    return last == null ? "" : last.getMatchingProperty();
  }

  /** The place that this one is part of. */
  Clause parent() {
    return new Clause(contract, at.head());
  }

  /** The place below these names, whether there is anything or not. */
  Clause at(String... steps) {
    JsonPointer below = at;
    for (String step : steps) {
      below = below.appendProperty(step);
    }
    return new Clause(contract, below);
  }

  /** Goes down to where a pointer leads. */
  Clause then(JsonPointer relative) {
    return relative.matches() ? this : then(relative.getMatchingProperty()).then(relative.tail());
  }

  /** Goes down to the first field whose name is wanted. */
  Clause thenFirst(Predicate<String> wanted) {
    return resolved().node().properties().stream()
        .map(field -> field.getKey())
        .filter(wanted)
        .findFirst()
        .map(this::then)
        .orElse(this);
  }

  /** Goes down to the parameter of that name. */
  Clause thenNamed(String name) {
    return children().stream()
        .filter(parameter -> parameter.node().path("name").asText().equals(name))
        .findFirst()
        .orElse(this);
  }

  /** Where a $ref leads, or here. */
  Clause resolved() {
    String ref = node().path("$ref").asText();
    if (ref.isEmpty()) {
      return this;
    }
    Clause target = new Clause(contract, JsonPointer.compile(ref.substring(1)));
    return target.node().isMissingNode() ? this : target;
  }

  /** Leaves out the contract, whose own hash code would take reading all of it. */
  @Override
  public int hashCode() {
    return at.hashCode();
  }

  /** The JSON pointer (RFC 6901), as a fragment. */
  @Override
  public String toString() {
    return "#" + at;
  }

  /** The JSON at this place; missing if there is none. */
  JsonNode node() {
    return contract.at(at);
  }
}
