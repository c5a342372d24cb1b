package io.github.powerdrilljava.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** A schema and its samples, as text that a table can hold. */
final class TestSchema {

  private TestSchema() {}

  /** A schema in JSON with single quotes, which stands at {@code #/s} of its contract. */
  static Schema of(String json) {
    return Schema.of(new Clause(Contract.parse("{\"s\":" + json.replace('\'', '"') + "}")).at("s"));
  }

  /** The samples of a schema. */
  static List<Samples.Sample> samples(String json) {
    return new Samples().all(of(json));
  }

  /** The names of the samples, each with its value, in JSON with single quotes. */
  static String listed(String json) {
    return samples(json).stream()
        .map(sample -> sample.name() + " = " + sample.value().toString().replace('"', '\''))
        .collect(Collectors.joining("; "));
  }
}
