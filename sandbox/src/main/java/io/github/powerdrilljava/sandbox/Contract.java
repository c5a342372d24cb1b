package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A merged contract, with the validator of the operations in it that the sandbox serves. */
final class Contract {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JsonNode document;
  private final Map<Route, ContractOperation> served = new EnumMap<>(Route.class);
  private final OpenApiInteractionValidator validator;

  private Contract(JsonNode document) {
    this.document = document;
    for (Route route : Route.values()) {
      ContractOperation.find(document, route.method(), route.path())
          .ifPresent(operation -> served.put(route, operation));
    }
    validator = validatorOf(ContractExcerpt.of(document, served.values()).toString());
  }

  /** Read once, on first use: the first validator of a JVM takes about a second. */
  private static final class Accepted {
    static final Contract INSTANCE = Contract.of(text());

    private static String text() {
      try (InputStream in = Contract.class.getResourceAsStream("/powerdrill.json")) {
        return new String(Objects.requireNonNull(in, "/powerdrill.json").readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("The contract cannot be read", e);
      }
    }
  }

  /** The contract that this project has accepted, as the build has merged it. */
  static Contract accepted() {
    return Accepted.INSTANCE;
  }

  /**
   * Reads a merged contract.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static Contract of(String json) {
    return new Contract(parse(json));
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The contract is not JSON", e);
    }
  }

  /** All of it; do not change it. */
  JsonNode document() {
    return document;
  }

  /** All of it, as a clause. */
  Clause root() {
    return new Clause(document);
  }

  /** The validator of the operations that are served, and of no others. */
  OpenApiInteractionValidator validator() {
    return validator;
  }

  /** The operation of a route, whatever the contract calls its path parameters. */
  Optional<ContractOperation> operation(Route route) {
    return Optional.ofNullable(served.get(route));
  }

  boolean isServed(ContractOperation operation) {
    return served.containsValue(operation);
  }

  private static OpenApiInteractionValidator validatorOf(String excerpt) {
    // What the parser objects to is no matter. Schemas stay behind their $ref, as they may refer to
    // themselves.
    OpenAPI api = new OpenAPIV3Parser().readContents(excerpt).getOpenAPI();
    if (api == null) {
      throw new IllegalArgumentException("The contract is not OpenAPI");
    }
    return OpenApiInteractionValidator.createFor(api)
        .withBasePathOverride(ApiHandler.BASE_PATH)
        .withStrictOperationPathMatching()
        // The contract allows fields that it does not name; by default, the validator does not.
        .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
        .build();
  }
}
