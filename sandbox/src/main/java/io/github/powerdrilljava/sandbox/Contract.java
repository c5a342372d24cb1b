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
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** A merged contract, with the validator of the one operation in it that the sandbox serves. */
final class Contract {

  /** Any path of the operation that the sandbox serves. */
  static final String PRESIGN_PATH = "/v2/team/datasets/d/datasources/s/presign";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JsonNode document;
  private final OpenApiInteractionValidator validator;

  private Contract(JsonNode document) {
    this.document = document;
    validator = validatorOf(ContractExcerpt.of(document, presign()).toString());
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

  /** The validator of {@link #presign()} alone. */
  OpenApiInteractionValidator validator() {
    return validator;
  }

  /** The operation that the sandbox serves, whatever the contract calls its path parameters. */
  Optional<ContractOperation> presign() {
    return ContractOperation.find(document, "POST", PRESIGN_PATH);
  }

  private static OpenApiInteractionValidator validatorOf(String excerpt) {
    // The validator's own settings, but for three: what the parser objects to is no matter, schemas
    // stay behind their $ref, as they may refer to themselves, and one without a type allows any.
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setResolveFully(false);
    options.setResolveCombinators(false);
    options.setExplicitObjectSchema(false);
    OpenAPI api = new OpenAPIV3Parser().readContents(excerpt, null, options).getOpenAPI();
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
