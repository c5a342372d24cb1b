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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds requests and answers against the contract, with a validator that knows nothing of any
 * client, nor of the sandbox's own checks. The sandbox has one; one of your own judges what goes to
 * and comes from any other Powerdrill.
 *
 * <p>Thread-safe. The first one of a JVM takes about a second, because it reads the contract.
 */
public final class ContractCheck {
  /** Any path of the operation: every answer must be one that it may give. */
  private static final String PRESIGN_PATH = "/v2/team/datasets/d/datasources/s/presign";

  /** What a body without a type is by HTTP; the validator would let any such body pass. */
  private static final String UNTYPED = "application/octet-stream";

  private final BreachLog breaches;

  /** Has seen nothing yet. */
  public ContractCheck() {
    this(new BreachLog());
  }

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
      return OpenApiInteractionValidator.createForInlineApiSpecification(Contract.text())
          .withParseOptions(options)
          .withBasePathOverride(ApiHandler.BASE_PATH)
          .withStrictOperationPathMatching()
          // The contract allows fields that it does not name; by default, the validator does not.
          .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();
    }
  }

  /** Builds the validator now, so that no request has to wait for it. */
  static void prepare() {
    Objects.requireNonNull(Validator.INSTANCE);
  }

  /**
   * Checks a request.
   *
   * @param request its target starts with {@code /api}, whatever the path of the server's base URL
   */
  public void checkRequest(ReceivedRequest request, byte[] body) {
    Optional<Request.Method> method = method(request.method());
    if (!request.path().startsWith(ApiHandler.BASE_PATH + "/") || method.isEmpty()) {
      // The validator takes paths without the base path too, and knows only the common methods.
      String message = "The contract has no such path or method.";
      breaches.add(
          ContractBreach.Kind.REQUEST,
          request,
          "sandbox.request.unknown",
          BrokenClause.ofUnknown(request.path()),
          message,
          List.of());
      return;
    }
    // The validator reads a plus sign in a path as a space, which it is in a query only.
    SimpleRequest.Builder builder =
        new SimpleRequest.Builder(method.get(), request.path().replace("+", "%2B"));
    request.headers().forEach(builder::withHeader);
    if (request.header("Content-Type").isEmpty()) {
      builder.withContentType(UNTYPED);
    }
    builder.withBody(body);
    report(
        ContractBreach.Kind.REQUEST,
        request,
        () -> Validator.INSTANCE.validateRequest(builder.build()));
  }

  /**
   * Checks the answer to a request.
   *
   * @param body as it was before any {@code Content-Encoding}
   */
  public void checkAnswer(
      ReceivedRequest request, int status, Map<String, List<String>> headers, byte[] body) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(status);
    headers.forEach(builder::withHeader);
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      builder.withContentType(UNTYPED);
    }
    builder.withBody(body);
    report(
        ContractBreach.Kind.ANSWER,
        request,
        () ->
            Validator.INSTANCE.validateResponse(
                PRESIGN_PATH, Request.Method.POST, builder.build()));
  }

  void checkAnswer(ReceivedRequest request, ApiAnswer answer) {
    Map<String, List<String>> headers = new HashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    checkAnswer(request, answer.httpStatus(), headers, answer.json().getBytes(UTF_8));
  }

  /** What was found so far, in the order it was found. */
  public List<ContractBreach> breaches() {
    return breaches.list();
  }

  /**
   * Fails if the contract was broken.
   *
   * @throws ContractBreachError if there are {@link #breaches()}
   */
  public void requireKept() {
    breaches.requireNone();
  }

  private void report(
      ContractBreach.Kind kind, ReceivedRequest request, Supplier<ValidationReport> validation) {
    try {
      validation.get().getMessages().stream()
          .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
          .forEach(
              message ->
                  breaches.add(
                      kind,
                      request,
                      message.getKey(),
                      BrokenClause.of(message),
                      text(message),
                      pointers(message)));
    } catch (RuntimeException e) {
      breaches.add(kind, request, "sandbox.validator", Clause.ROOT, e.toString(), List.of());
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
