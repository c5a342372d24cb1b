package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.ServerException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Failures as JSON, for {@code --json}. */
final class FailureJson {

  private FailureJson() {}

  /**
   * A failure that ends the command.
   *
   * @param message without secrets
   */
  static JsonObject of(Throwable failure, String message) {
    JsonObject json = described(failure, message, ExitCode.of(failure).number());
    if (failure instanceof NameException name && name.isAmbiguous()) {
      json.put("candidates", name.candidates());
    }
    return json;
  }

  /** A failure of one of several data sources, which does not end the command. */
  static JsonObject ofOne(PowerdrillException failure, UnaryOperator<String> redactor) {
    String message = Printable.line(redactor.apply(ErrorMessages.of(failure)));
    return described(failure, message, ExitCode.of(failure).number());
  }

  /** Which signal it was, and so the exit code, is not known here. */
  static JsonObject interrupted(String message) {
    return new JsonObject()
        .put("error", "interrupted")
        .put("message", message)
        .put("exit_code", (Object) null)
        .put("trace_id", (Object) null)
        .put("external_trace_id", (Object) null)
        .put("retryable", true);
  }

  private static JsonObject described(Throwable failure, String message, long exitCode) {
    Throwable call = failure instanceof NameException ? failure.getCause() : failure;
    PowerdrillException traced = call instanceof PowerdrillException known ? known : null;
    return new JsonObject()
        .put("error", type(failure))
        .put("message", message)
        .put("exit_code", exitCode)
        .put("trace_id", traced == null ? null : (Object) traced.traceId())
        .put("external_trace_id", traced == null ? null : (Object) traced.externalTraceId())
        .put("retryable", isRetryable(failure));
  }

  /** Such as {@code not_found}. */
  static String type(Throwable failure) {
    if (failure instanceof PowerdrillException) {
      return failure
          .getClass()
          .getSimpleName()
          .replaceAll("^Powerdrill|Exception$", "")
          .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
          .toLowerCase(Locale.ROOT);
    }
    if (failure instanceof NameException name) {
      return name.isAmbiguous() ? "ambiguous_name" : "not_found";
    }
    if (failure instanceof IncompleteListException) {
      return "incomplete_list";
    }
    if (failure instanceof ParameterException) {
      return "usage";
    }
    return failure instanceof UnwritableOutput ? "output" : "unexpected";
  }

  /** Whether the same command may succeed later. */
  private static boolean isRetryable(@Nullable Throwable failure) {
    if (failure instanceof ExportException) {
      return failure.getCause() == null || isRetryable(failure.getCause());
    }
    if (failure instanceof DownloadException download) {
      return download.canResume() || isRetryable(download.getCause());
    }
    return failure instanceof PowerdrillConnectionException
        || failure instanceof RateLimitException
        || failure instanceof ServerException
        || failure instanceof IncompleteListException;
  }
}
