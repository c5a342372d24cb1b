package io.github.powerdrilljava.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects violations, without the secrets of the requests. */
final class ViolationLog {
  private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'?]*\\?)[^\\s\"']*");

  private final List<ContractViolation> violations = new ArrayList<>();

  /**
   * Records a violation; the request's secrets and the queries of URLs are removed from its text.
   */
  void add(
      ContractViolation.Kind kind,
      ReceivedRequest request,
      String key,
      String clause,
      String message,
      List<String> pointers) {
    ContractViolation violation =
        new ContractViolation(
            kind,
            request.method(),
            redact(request.path(), request),
            key,
            clause,
            redact(message, request),
            pointers);
    synchronized (violations) {
      violations.add(violation);
    }
  }

  /** Records a failure of the sandbox itself, unless it is being closed. */
  void add(ReceivedRequest request, RuntimeException failure) {
    if (!Thread.currentThread().isInterrupted()) {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack, true));
      add(
          ContractViolation.Kind.RESPONSE,
          request,
          "sandbox.exception",
          "#",
          stack.toString(),
          List.of());
    }
  }

  List<ContractViolation> list() {
    synchronized (violations) {
      return List.copyOf(violations);
    }
  }

  /** Throws {@link ContractViolationError} if there are any. */
  void requireNone() {
    List<ContractViolation> found = list();
    if (!found.isEmpty()) {
      throw new ContractViolationError(found);
    }
  }

  List<ContractViolation> take() {
    synchronized (violations) {
      List<ContractViolation> taken = List.copyOf(violations);
      violations.clear();
      return taken;
    }
  }

  private static String redact(String text, ReceivedRequest request) {
    String redacted = URL_QUERY.matcher(text).replaceAll("$1***");
    for (String header : ReceivedRequest.SECRET_HEADERS) {
      for (String secret : request.headers(header)) {
        if (!secret.isBlank()) {
          redacted = redacted.replace(secret, "***");
        }
      }
    }
    return redacted;
  }
}
