package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks requests and responses against the contract, with a validator that is independent of any
 * client and of the sandbox's own code. The sandbox has one; create your own to check the traffic
 * with any other Powerdrill.
 *
 * <p>Thread-safe. The first one of a JVM takes about a second, because it reads the contract.
 */
public final class ContractCheck {
  /** The type of a body without one, by HTTP; the validator would accept any such body. */
  private static final String UNTYPED = "application/octet-stream";

  private final Contract contract;
  private final BrokenClause brokenClause;
  private final ViolationLog violations;

  /** A check against the contract that this project has accepted. It has seen nothing yet. */
  public ContractCheck() {
    this(Contract.accepted(), new ViolationLog());
  }

  /**
   * A check against another contract.
   *
   * @param contractJson a merged contract, as the build makes it: OpenAPI 3.0 in JSON, with no
   *     {@code $ref} but those of schemas
   * @throws IllegalArgumentException if it is not JSON, or no validator can be made of it
   */
  public ContractCheck(String contractJson) {
    this(Contract.of(contractJson), new ViolationLog());
  }

  ContractCheck(Contract contract, ViolationLog violations) {
    this.contract = contract;
    this.violations = violations;
    brokenClause = new BrokenClause(contract);
  }

  /**
   * Checks a request.
   *
   * @param request its target starts with {@code /api}, whatever the path of the server's base URL
   */
  public void checkRequest(ReceivedRequest request, byte[] body) {
    Optional<Request.Method> method = method(request.method());
    if (!isBelowBasePath(request) || method.isEmpty()) {
      // The validator also accepts paths without the base path, and supports only common methods.
      report(
          request,
          "sandbox.request.unknown",
          brokenClause.ofUnknown(request.path()),
          "The contract has no such path or method.");
      return;
    }
    Optional<ContractOperation> other = otherOperation(request);
    if (other.isPresent()) {
      report(
          request,
          "sandbox.request.notServed",
          other.get().in(contract.root()),
          "The sandbox serves no such operation.");
      return;
    }
    report(
        ContractViolation.Kind.REQUEST,
        request,
        () -> contract.validator().validateRequest(toValidate(request, method.get(), body)));
  }

  private static Request toValidate(ReceivedRequest request, Request.Method method, byte[] body) {
    // The validator reads a plus sign in a path as a space, which it is in a query only.
    SimpleRequest.Builder builder =
        new SimpleRequest.Builder(method, request.path().replace("+", "%2B"));
    QueryParameters.of(request.query()).values().forEach(builder::withQueryParam);
    request.headers().forEach(builder::withHeader);
    if (request.header("Content-Type").isEmpty()) {
      builder.withContentType(UNTYPED);
    }
    return builder.withBody(body).build();
  }

  /**
   * Checks the response to a request.
   *
   * @param body as it was before any {@code Content-Encoding}
   */
  public void checkResponse(
      ReceivedRequest request, int status, Map<String, List<String>> headers, byte[] body) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(status);
    headers.forEach(builder::withHeader);
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      builder.withContentType(UNTYPED);
    }
    builder.withBody(body);
    Route route = Route.ofResponseTo(request);
    report(
        ContractViolation.Kind.RESPONSE,
        request,
        () ->
            contract
                .validator()
                .validateResponse(
                    route.path(), Request.Method.valueOf(route.method()), builder.build()));
  }

  void checkResponse(ReceivedRequest request, ApiResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    checkResponse(request, response.httpStatus(), headers, response.json().getBytes(UTF_8));
  }

  /** What was found so far, in the order it was found. */
  public List<ContractViolation> violations() {
    return violations.list();
  }

  /**
   * Fails if the contract was violated.
   *
   * @throws ContractViolationError if there are {@link #violations()}
   */
  public void requireKept() {
    violations.requireNone();
  }

  /** Reports a request that sends the API's credentials to another server. */
  void reportCredentials(ReceivedRequest request, String header) {
    report(
        request,
        "sandbox.request.credentials",
        brokenClause.ofCredentials(),
        header + " was sent to the object store: the API's credentials must never go there.");
  }

  private void report(ReceivedRequest request, String key, Clause clause, String message) {
    violations.add(
        ContractViolation.Kind.REQUEST, request, key, clause.toString(), message, List.of());
  }

  private static boolean isBelowBasePath(ReceivedRequest request) {
    return request.path().startsWith(ApiHandler.BASE_PATH + "/");
  }

  /** The operation of the contract that a request is for, unless it is one that is served. */
  private Optional<ContractOperation> otherOperation(ReceivedRequest request) {
    String path = request.path().substring(ApiHandler.BASE_PATH.length());
    return ContractOperation.find(contract.document(), request.method(), path)
        .filter(operation -> !contract.isServed(operation));
  }

  private void report(
      ContractViolation.Kind kind, ReceivedRequest request, Supplier<ValidationReport> validation) {
    try {
      validation.get().getMessages().stream()
          .forEach(
              message ->
                  violations.add(
                      kind,
                      request,
                      message.getKey(),
                      brokenClause.of(message).toString(),
                      text(message),
                      pointers(message)));
    } catch (RuntimeException e) {
      violations.add(kind, request, "sandbox.validator", "#", e.toString(), List.of());
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
