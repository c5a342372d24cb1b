package io.github.powerdrilljava.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects breaches, and keeps secrets out of them. */
final class BreachLog {
  private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'?]*\\?)[^\\s\"']*");

  private final List<ContractBreach> breaches = new ArrayList<>();

  /**
   * Records a breach, with the request's secrets and the queries of URLs blotted out of its text.
   */
  void add(
      ContractBreach.Kind kind,
      ReceivedRequest request,
      String key,
      String clause,
      String message,
      List<String> pointers) {
    ContractBreach breach =
        new ContractBreach(
            kind,
            request.method(),
            redact(request.path(), request),
            key,
            clause,
            redact(message, request),
            pointers);
    synchronized (breaches) {
      breaches.add(breach);
    }
  }

  /** Records that the sandbox itself failed, unless because it is being closed. */
  void add(ReceivedRequest request, RuntimeException failure) {
    if (!Thread.currentThread().isInterrupted()) {
      StringWriter stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack, true));
      add(
          ContractBreach.Kind.ANSWER,
          request,
          "sandbox.exception",
          "#",
          stack.toString(),
          List.of());
    }
  }

  List<ContractBreach> list() {
    synchronized (breaches) {
      return List.copyOf(breaches);
    }
  }

  /** Throws {@link ContractBreachError} if there are any. */
  void requireNone() {
    List<ContractBreach> found = list();
    if (!found.isEmpty()) {
      throw new ContractBreachError(found);
    }
  }

  List<ContractBreach> take() {
    synchronized (breaches) {
      List<ContractBreach> taken = List.copyOf(breaches);
      breaches.clear();
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
