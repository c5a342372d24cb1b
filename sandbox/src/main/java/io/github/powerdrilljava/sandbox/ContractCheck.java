package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds requests and answers against the contract, with a validator that knows nothing of the
 * sandbox's own checks.
 */
final class ContractCheck {
  /** Any path of the operation: every answer must be one that it may give. */
  private static final String PRESIGN_PATH = "/v2/team/datasets/d/datasources/s/presign";

  private final BreachLog breaches;

  ContractCheck(BreachLog breaches) {
    this.breaches = breaches;
  }

  /** Built once, when it is first needed: that takes about a second. */
  private static final class Validator {
    static final OpenApiInteractionValidator INSTANCE = build();

    private static OpenApiInteractionValidator build() {
      // The validator's own settings, but for the last: a schema without a type allows any type.
      ParseOptions options = new ParseOptions();
      options.setResolve(true);
      options.setResolveFully(true);
      options.setResolveCombinators(false);
      options.setExplicitObjectSchema(false);
      return OpenApiInteractionValidator.createForInlineApiSpecification(contract())
          .withParseOptions(options)
          .withBasePathOverride(ApiHandler.BASE_PATH)
          .withStrictOperationPathMatching()
          // The contract allows fields that it does not name; by default, the validator does not.
          .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();
    }

    private static String contract() {
      try (InputStream in = ContractCheck.class.getResourceAsStream("/powerdrill.yaml")) {
        return new String(Objects.requireNonNull(in, "/powerdrill.yaml").readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("The contract cannot be read", e);
      }
    }
  }

  /** Builds the validator now, so that no request has to wait for it. */
  static void prepare() {
    Objects.requireNonNull(Validator.INSTANCE);
  }

  void checkRequest(ReceivedRequest request, byte[] body) {
    Optional<Request.Method> method = method(request.method());
    if (!request.path().startsWith(ApiHandler.BASE_PATH + "/") || method.isEmpty()) {
      // The validator takes paths without the base path too, and knows only the common methods.
      String message = "The contract has no such path or method.";
      breaches.add(
          ContractBreach.Kind.REQUEST, request, "sandbox.request.unknown", message, List.of());
      return;
    }
    // The validator reads a plus sign in a path as a space, which it is in a query only.
    SimpleRequest.Builder builder =
        new SimpleRequest.Builder(method.get(), request.path().replace("+", "%2B"));
    request.headers().forEach(builder::withHeader);
    if (request.header("Content-Type").isEmpty()) {
      // What a body without a type is by HTTP; the validator would let any such body pass.
      builder.withContentType("application/octet-stream");
    }
    builder.withBody(body);
    report(
        ContractBreach.Kind.REQUEST,
        request,
        () -> Validator.INSTANCE.validateRequest(builder.build()));
  }

  void checkAnswer(ReceivedRequest request, ApiAnswer answer) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(answer.httpStatus());
    answer.headers().forEach(builder::withHeader);
    builder.withBody(answer.json());
    report(
        ContractBreach.Kind.ANSWER,
        request,
        () ->
            Validator.INSTANCE.validateResponse(
                PRESIGN_PATH, Request.Method.POST, builder.build()));
  }

  private void report(
      ContractBreach.Kind kind, ReceivedRequest request, Supplier<ValidationReport> validation) {
    try {
      validation.get().getMessages().stream()
          .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
          .forEach(
              message ->
                  breaches.add(kind, request, message.getKey(), text(message), pointers(message)));
    } catch (RuntimeException e) {
      breaches.add(kind, request, "sandbox.validator", e.toString(), List.of());
    }
  }

  private static String text(Message message) {
    List<String> details = message.getAdditionalInfo();
    return message.getMessage() + (details.isEmpty() ? "" : " " + details);
  }

  private static List<String> pointers(Message message) {
    return Stream.concat(Stream.of(message), message.getNestedMessages().stream())
        .flatMap(part -> part.getContext().flatMap(MessageContext::getPointers).stream())
        .map(MessageContext.Pointers::getInstance)
        .distinct()
        .toList();
  }

  private static Optional<Request.Method> method(String name) {
    return Arrays.stream(Request.Method.values())
        .filter(method -> method.name().equals(name))
        .findFirst();
  }
}
