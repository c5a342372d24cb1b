package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.UnexpectedResponseException;
import io.github.powerdrilljava.sandbox.ContractResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The responses that the contract allows, into the facade. */
final class ResponseCases {

  private static final String URL = "data.presigned_url";
  private static final String EXPIRES_AT = "data.expires_at";
  private static final String TRACE_ID = "x-pd-trace-id";

  /** What the facade reports as it came: no line breaks, no queries of URLs, nothing endless. */
  private static final String PLAIN_TEXT =
      "(?:[^\\p{Cc}\\x{2028}\\x{2029}?\\s]|(?<=\\S) (?=\\S)){0,1000}";

  private final Server server;

  ResponseCases(Server server) {
    this.server = server;
  }

  List<ContractCase> of(List<ContractResponse> responses) {
    return responses.stream()
        .map(response -> new ContractCase("response: " + response.name(), () -> read(response)))
        .toList();
  }

  private List<Finding> read(ContractResponse response) {
    server.respond(response);
    try {
      PowerdrillResponse<PresignedUrl> read =
          server.client().dataSources().presignWithResponse(PresignRequest.of("dset-1", "ds-1"));
      return response.success()
          ? differences(response, read)
          : finding(response, response.field(), "The facade takes this failure for a success");
    } catch (PowerdrillApiException e) {
      return response.success()
          ? finding(response, response.field(), "The facade takes this success for a failure")
          : differences(response, e);
    } catch (UnexpectedResponseException e) {
      return finding(
          response, e.path().replaceFirst("^\\$\\.?", ""), "The facade cannot read this response");
    } catch (PowerdrillException e) {
      return finding(response, response.field(), "The facade does not receive this response");
    } catch (RuntimeException e) {
      return finding(response, response.field(), "The facade does not foresee this response");
    }
  }

  private static List<Finding> differences(
      ContractResponse response, PowerdrillResponse<PresignedUrl> read) {
    JsonNode data = ContractViolations.json(response.body()).path("data");
    String url = data.path("presigned_url").textValue();
    if (url == null) {
      return finding(response, URL, "The facade promises a URL that this response does not hold");
    }
    if (!url.equals(read.value().url())) {
      return finding(response, URL, "The facade gives another URL than this response holds");
    }
    Instant expiresAt = instant(data.path("expires_at").textValue());
    if (expiresAt == null || !expiresAt.equals(read.value().expiresAt())) {
      return finding(
          response, EXPIRES_AT, "The facade promises a time that this response does not hold");
    }
    String traceId = response.header(TRACE_ID);
    return traceId != null && isPlain(traceId) && !traceId.equals(read.traceId())
        ? finding(response, TRACE_ID, "The facade gives another trace id than this response holds")
        : List.of();
  }

  private static List<Finding> differences(
      ContractResponse response, PowerdrillApiException failure) {
    JsonNode body = ContractViolations.json(response.body());
    JsonNode code = body.path("code");
    boolean codeArrived =
        code.isMissingNode()
            || code.isNull()
            || code.asText().equals("0")
            || Objects.equals(code.asText(), String.valueOf(failure.code()));
    if (!codeArrived) {
      return finding(response, "code", "The facade does not report the code of this failure");
    }
    JsonNode msg = body.path(body.has("msg") ? "msg" : "message");
    String said = failure.serviceMessage();
    boolean msgArrived =
        !msg.isTextual() || (isPlain(msg.asText()) ? msg.asText().equals(said) : said != null);
    if (!msgArrived) {
      return finding(response, "msg", "The facade does not report the message of this failure");
    }
    return failure.status() == response.status()
        ? List.of()
        : finding(response, "", "The facade reports another status than that of this failure");
  }

  private static boolean isPlain(String text) {
    return text.matches(PLAIN_TEXT);
  }

  /** RFC 3339, to the nanosecond. */
  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null
          ? null
          : OffsetDateTime.parse(
                  text.toUpperCase(Locale.ROOT).replaceFirst("(\\.\\d{9})\\d+", "$1"))
              .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static List<Finding> finding(ContractResponse response, String field, String what) {
    String pointer =
        field.equals(response.field()) && !field.isEmpty()
            ? response.pointer()
            : response.pointerTo(field);
    return List.of(
        Operation.finding(
            field,
            pointer,
            what
                + (response.valid()
                    ? ", which the contract allows: "
                    : ", which a server may send one day: ")
                + response.name()
                + ".",
            Evidence.of(response)));
  }
}
