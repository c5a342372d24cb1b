package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PermissionDeniedException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.ServerException;
import io.github.powerdrilljava.internal.http.ConnectionErrors;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.RetryAfter;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a response that refuses a call into the exception for its reason. */
final class ApiErrors {

  private enum Reason {
    AUTHENTICATION(
        "the API key was not accepted", "Check the key, and that it belongs to the project."),
    PERMISSION("permission denied", "Check the user id, and what that user may see."),
    NOT_FOUND("not found", "Check both ids, and that the API key belongs to their project."),
    RATE_LIMIT(
        "too many requests", "The team's limit is 20 requests a second; wait, then try again."),
    SERVER(
        "the service failed",
        "Try again later; if it stays, give the trace id to Powerdrill's support."),
    OTHER("the service refused it", "Powerdrill's support will ask for the trace id.");

    private static final Map<Long, Reason> BY_CODE =
        Map.of(
            1002L, AUTHENTICATION,
            1003L, AUTHENTICATION,
            1004L, AUTHENTICATION,
            300002L, PERMISSION,
            300003L, NOT_FOUND,
            201L, RATE_LIMIT,
            9999L, SERVER);

    final String verdict;
    final String advice;

    Reason(String verdict, String advice) {
      this.verdict = verdict;
      this.advice = advice;
    }

    /** The body's code decides where there is one, known or not. */
    static Reason of(int status, @Nullable Long code) {
      if (code != null) {
        return BY_CODE.getOrDefault(code, OTHER);
      }
      return switch (status) {
        case 401 -> AUTHENTICATION;
        case 403 -> PERMISSION;
        case 404 -> NOT_FOUND;
        case 429 -> RATE_LIMIT;
        default -> status >= 500 ? SERVER : OTHER;
      };
    }
  }

  private final Redactor redactor;

  ApiErrors(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * @param code the body's code; 0 and {@code null} alike mean that it names no failure
   */
  PowerdrillApiException of(
      ApiResponse response, @Nullable Long code, @Nullable String serviceMessage) {
    Long failureCode = code != null && code != 0 ? code : null;
    String said = serviceMessage == null ? null : redactor.redact(serviceMessage);
    Duration retryAfter = RetryAfter.of(response.headers());
    Reason reason = Reason.of(response.status(), failureCode);
    String message =
        "Could not "
            + response.action()
            + ": "
            + reason.verdict
            + ". The service responded with HTTP "
            + response.status()
            + (failureCode == null ? "" : ", code " + failureCode)
            + quoted(said == null ? redactor.excerpt(response.body()) : said)
            + ". "
            + advice(reason, response, code)
            + askedWait(retryAfter)
            + response.traceIds(redactor);
    PowerdrillApiException refusal =
        new PowerdrillApiException(
            message,
            response.status(),
            failureCode,
            said,
            retryAfter,
            response.traceId(redactor),
            response.externalTraceId());
    return switch (reason) {
      case AUTHENTICATION -> new AuthenticationException(refusal);
      case PERMISSION -> new PermissionDeniedException(refusal);
      case NOT_FOUND -> new NotFoundException(refusal);
      case RATE_LIMIT -> new RateLimitException(refusal);
      case SERVER -> new ServerException(refusal);
      case OTHER -> refusal;
    };
  }

  /** A 404 without the service's own code may come from another server, or another path of it. */
  private static String advice(Reason reason, ApiResponse response, @Nullable Long code) {
    if (reason != Reason.NOT_FOUND || code != null) {
      return reason.advice;
    }
    return response.url().encodedPath().contains("/v2/team/v2/team/")
        ? "The base URL must not end in /v2/team: requests have that in their path."
        : "It has no code of Powerdrill's: does the base URL, "
            + ConnectionErrors.address(response.url())
            + ", lead to the Powerdrill API, with its path, such as /api? If so, check both ids.";
  }

  private static String askedWait(@Nullable Duration retryAfter) {
    return retryAfter == null ? "" : " It asks to wait " + retryAfter.toSeconds() + " s.";
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : ": \"" + text + "\"";
  }
}
