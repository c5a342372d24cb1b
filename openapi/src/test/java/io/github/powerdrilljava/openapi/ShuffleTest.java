package io.github.powerdrilljava.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order in which a vendor writes a contract means nothing. */
class ShuffleTest {

  private static final int SEEDS = 200;
  private static final Set<String> ORDERED = Set.of("servers");

  private static final String MANY_KINDS =
      """
      openapi: 3.1.0
      servers: [{url: /b}, {url: /a}]
      tags: [{name: one}, {name: two}]
      paths:
        /things/{id}:
          parameters: [{$ref: '#/components/parameters/Id'}, {name: b, in: query, schema: {}}]
          get:
            tags: [two, one]
            parameters: [{name: a, in: query, schema: {type: [string, 'null']}}, {name: b, in: header, schema: {}}]
            responses: {200: {$ref: '#/components/responses/Ok'}, default: {description: no}}
          put:
            requestBody:
              content:
                application/json: {schema: {$ref: '#/components/schemas/One'}}
                text/plain: {schema: {type: string, enum: [b, a, c]}}
            responses: {204: {description: ''}}
      components:
        parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
        responses: {Ok: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}}
        schemas:
          One: {type: object, required: [z, a], properties: {z: {type: string}, a: {type: integer}, m: {$ref: '#/components/schemas/odd name'}}}
          odd name: {type: object, properties: {y: {type: string}, x: {$ref: '#/components/schemas/One'}}}
          odd_name: {type: string}
          Any: {oneOf: [{$ref: '#/components/schemas/One'}, {type: integer}, {type: string}]}
      """;

  /** A copy in another order; the example of a value is one, whatever its order. */
  static @Nullable Object shuffled(@Nullable Object node, String key, Random random) {
    if (node instanceof Map<?, ?> map) {
      List<String> keys = new ArrayList<>(Document.fields(map).keySet());
      Collections.shuffle(keys, random);
      Map<String, Object> shuffled = new LinkedHashMap<>();
      keys.forEach(each -> shuffled.put(each, shuffled(map.get(each), each, random)));
      return shuffled;
    }
    if (node instanceof List<?> list) {
      List<Object> shuffled = new ArrayList<>();
      list.forEach(each -> shuffled.add(shuffled(each, "", random)));
      if (!ORDERED.contains(key)) {
        Collections.shuffle(shuffled, random);
      }
      return shuffled;
    }
    return node;
  }

  private static void comesToTheSameInAnyOrder(byte[] contract, byte[] overlay) {
    Map<String, Object> document = Document.read(contract);
    String merged = Document.write(ContractMerge.merge(contract, overlay, note -> {}));
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, Object> other =
          Document.fields(Objects.requireNonNull(shuffled(document, "", new Random(seed))));
      assertThat(
              Document.write(
                  ContractMerge.merge(Document.write(other).getBytes(UTF_8), overlay, note -> {})))
          .as("seed %d", seed)
          .isEqualTo(merged);
    }
  }

  @Test
  void theAcceptedContractComesToTheSameInAnyOrder() throws Exception {
    comesToTheSameInAnyOrder(
        Files.readAllBytes(Path.of("powerdrill-v2.yaml")),
        Files.readAllBytes(Path.of("overlay.yaml")));
  }

  @Test
  void aContractOfManyKindsComesToTheSameInAnyOrder() {
    comesToTheSameInAnyOrder(
        MANY_KINDS.getBytes(UTF_8), "{overlay: 1.0.0, actions: []}".getBytes(UTF_8));
  }
}
