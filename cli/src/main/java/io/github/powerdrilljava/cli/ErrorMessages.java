package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.Violation;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Error messages in the terms of the command line: options instead of the API's names. */
final class ErrorMessages {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("datasetId", "DATASET"),
          Map.entry("dataSourceId", "DATASOURCE"),
          Map.entry("userId", "the user id"),
          Map.entry("jobs", "--jobs"),
          Map.entry("search", "--search"),
          Map.entry("expiresIn", "--expires-in"),
          Map.entry("externalTraceId", "--trace-id"),
          Map.entry("target", "the target"),
          Map.entry("connections", "--connections"),
          Map.entry("sha256", "--sha256"),
          Map.entry("baseUrl", "the base URL"),
          Map.entry("apiKey", "the API key"));

  private static final String NOT_SET = "(not set)";

  /** What the facade advises, and what it is at a shell. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "Set proxyAuthenticator", "Give them with --proxy-login-file FILE",
          "Check proxyAuthenticator", "--proxy-login-file FILE gives others",
          "Set the proxy, and proxyAuthenticator",
              "Give the proxy with --proxy URL, and its login with --proxy-login-file FILE",
          "Use https, or allowInsecureHttp()", "Only https can be used");

  private ErrorMessages() {}

  /** One line, without secrets. */
  static String of(Throwable failure) {
    if (failure instanceof InvalidRequestException invalid) {
      return invalid.violations().stream().map(ErrorMessages::of).collect(Collectors.joining("; "))
          + ".";
    }
    if (failure instanceof ExportException export && ExitCode.of(failure) == ExitCode.INCOMPLETE) {
      return incomplete(export.result());
    }
    String message = message(failure);
    if (failure instanceof DownloadException
        && failure.getCause() instanceof FileAlreadyExistsException) {
      return message + " --force replaces it.";
    }
    if (failure instanceof PowerdrillException
        || failure instanceof NameException
        || failure instanceof IncompleteListException
        || failure instanceof UncheckedIOException
        || failure instanceof UnwritableOutput) {
      return message;
    }
    return "unexpected " + failure + ". --verbose shows where it came from.";
  }

  /** Its own message, which names no methods of the facade. */
  static String message(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    for (Map.Entry<String, String> each : ADVICE.entrySet()) {
      message = message.replace(each.getKey(), each.getValue());
    }
    return message;
  }

  /** Each failure has been reported by itself. */
  private static String incomplete(ExportResult result) {
    return "not all of the dataset was exported: "
        + result.failures().size()
        + (result.failures().size() == 1 ? " data source failed, " : " data sources failed, ")
        + result.unlisted()
        + " are not listed; "
        + ExportSummary.inPlace(result.downloaded() + result.unchanged(), "");
  }

  private static String of(Violation violation) {
    String field = violation.field();
    if (field.equals("apiKey") && violation.value().equals(NOT_SET)) {
      return "there is no API key: set POWERDRILL_PROJECT_API_KEY, or name a file that holds it"
          + " with --api-key-file FILE";
    }
    if (field.equals("userId") && violation.value().equals(NOT_SET)) {
      return "there is no user id: set POWERDRILL_USER_ID, or give --user-id ID";
    }
    if (field.equals("target") && violation.rule().startsWith("already exists")) {
      return violation.value() + " already exists; --force replaces it";
    }
    return NAMES.getOrDefault(field, field) + " " + value(violation) + " " + violation.rule();
  }

  private static String value(Violation violation) {
    return violation.field().equals("expiresIn")
        ? Long.toString(Duration.parse(violation.value()).toSeconds())
        : violation.value();
  }
}
