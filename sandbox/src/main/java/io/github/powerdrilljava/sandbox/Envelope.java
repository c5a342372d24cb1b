package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One of the alternatives that a response's schema allows.
 *
 * @param success whether it is that of a success
 */
record Envelope(Schema schema, boolean success) {

  static final String CODE = "code";

  private static final JsonNode ZERO = JsonNodeFactory.instance.numberNode(0);
  private static final Set<String> NUMERIC = Set.of("integer", "number");

  /** What a schema allows with a status: a code of 0 is a success, another one a failure. */
  static List<Envelope> of(Schema whole, int status) {
    List<Envelope> envelopes = new ArrayList<>();
    for (Schema schema : whole.alternatives()) {
      Schema code = schema.property(CODE);
      if (status / 100 != 2) {
        envelopes.add(new Envelope(schema, false));
      } else if (!schema.properties().contains(CODE) || !NUMERIC.contains(code.type())) {
        envelopes.add(new Envelope(schema, true));
      } else {
        split(schema, code, envelopes);
      }
    }
    return envelopes;
  }

  private static void split(Schema schema, Schema code, List<Envelope> envelopes) {
    List<JsonNode> listed = code.allowed();
    boolean zero = code.states("enum") ? listed.contains(ZERO) : !code.isExcluded(ZERO);
    boolean others = !code.states("enum") || listed.stream().anyMatch(value -> !value.equals(ZERO));
    if (zero) {
      envelopes.add(new Envelope(schema.and(code(true)), true));
      if (!schema.required().contains(CODE)) {
        envelopes.add(new Envelope(schema, true)); // a success may leave its code out
      }
    }
    if (others) {
      envelopes.add(new Envelope(schema.and(code(false)), false));
    }
  }

  private static ObjectNode code(boolean zero) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ObjectNode code = schema.putObject("properties").putObject(CODE);
    (zero ? code : code.putObject("not")).putArray("enum").add(ZERO);
    schema.putArray("required").add(CODE);
    return schema;
  }
}
