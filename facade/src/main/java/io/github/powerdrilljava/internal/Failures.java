package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.PermissionDeniedException;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.ServerException;
import io.github.powerdrilljava.ServiceFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Turns an answer that says no into the exception for its reason. */
final class Failures {

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

  Failures(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * @param code the body's code; 0 and {@code null} alike mean that it names no failure
   */
  PowerdrillApiException of(Answer answer, @Nullable Long code, @Nullable String serviceMessage) {
    Long failureCode = code != null && code != 0 ? code : null;
    String said = serviceMessage == null ? null : redactor.redact(serviceMessage);
    ServiceFailure failure =
        new ServiceFailure(
            answer.status(),
            failureCode,
            said,
            answer.traceId(redactor),
            answer.externalTraceId(),
            retryAfter(answer.headers()));
    Reason reason = Reason.of(answer.status(), failureCode);
    String message =
        "Could not "
            + answer.action()
            + ": "
            + reason.verdict
            + ". The service answered HTTP "
            + answer.status()
            + (failureCode == null ? "" : ", code " + failureCode)
            + quoted(said == null ? redactor.excerpt(answer.body()) : said)
            + ". "
            + reason.advice
            + askedWait(failure.retryAfter())
            + answer.traceIds(redactor);
    return switch (reason) {
      case AUTHENTICATION -> new AuthenticationException(message, failure);
      case PERMISSION -> new PermissionDeniedException(message, failure);
      case NOT_FOUND -> new NotFoundException(message, failure);
      case RATE_LIMIT -> new RateLimitException(message, failure);
      case SERVER -> new ServerException(message, failure);
      case OTHER -> new PowerdrillApiException(message, failure);
    };
  }

  private static String askedWait(@Nullable Duration retryAfter) {
    return retryAfter == null ? "" : " It asks to wait " + retryAfter.toSeconds() + " s.";
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : ": \"" + text + "\"";
  }

  /** Seconds, or a date, which is held against the service's own clock where it tells it. */
  static @Nullable Duration retryAfter(Headers headers) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return null;
    }
    try {
      Duration wait =
          value.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(now(headers), httpDate(value));
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  private static Instant now(Headers headers) {
    String date = headers.get("Date");
    return date == null ? Instant.now() : httpDate(date);
  }

  private static Instant httpDate(String text) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
  }
}
