package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.UnexpectedResponseException;
import io.github.powerdrilljava.sandbox.ContractResponse;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The responses that the contract allows, into the facade. */
final class ResponseCases {

  private static final String NO_VALUE =
      "The facade promises a value, and this response does not hold one";

  private static final String OTHER_VALUE =
      "The facade gives another value than this response holds";

  /** What the facade reports as it came: no line breaks, no queries of URLs, nothing endless. */
  private static final String PLAIN_TEXT =
      "(?:[^\\p{Cc}\\x{2028}\\x{2029}?\\s]|(?<=\\S) (?=\\S)){0,1000}";

  private final Operation operation;
  private final Server server;

  ResponseCases(Operation operation, Server server) {
    this.operation = operation;
    this.server = server;
  }

  List<ContractCase> of(List<ContractResponse> responses) {
    return responses.stream()
        .map(
            response ->
                new ContractCase(operation, "response: " + response.name(), () -> read(response)))
        .toList();
  }

  private List<Finding> read(ContractResponse response) {
    server.respond(response);
    try {
      Operation.Result read = operation.plain().of(server.client());
      return response.success()
          ? differences(response, read)
          : finding(response, response.field(), "The facade takes this failure for a success");
    } catch (PowerdrillApiException e) {
      return response.success()
          ? finding(response, response.field(), "The facade takes this success for a failure")
          : differences(response, e);
    } catch (UnexpectedResponseException e) {
      return finding(response, field(e.path()), "The facade cannot read this response");
    } catch (PowerdrillException e) {
      return finding(response, response.field(), "The facade does not receive this response");
    } catch (RuntimeException e) {
      return finding(response, response.field(), "The facade does not foresee this response");
    }
  }

  /** As samples name it: an item of a list is any item. */
  private static String field(String path) {
    return path.replaceFirst("^\\$\\.?", "").replaceAll("\\[\\d+]", "[]");
  }

  private List<Finding> differences(ContractResponse response, Operation.Result read) {
    List<Finding> findings = new ArrayList<>();
    JsonNode data = ContractViolations.json(response.body()).path("data");
    compare(response, "data", data, read.data(), findings);
    read.headers()
        .forEach(
            (name, given) -> {
              String sent = response.header(name);
              if (sent != null && isPlain(sent) && !sent.equals(given)) {
                findings.addAll(finding(response, name, OTHER_VALUE));
              }
            });
    return findings;
  }

  private void compare(
      ContractResponse response,
      String field,
      JsonNode sent,
      @Nullable Object given,
      List<Finding> findings) {
    if (given instanceof Map<?, ?> fields) {
      fields.forEach(
          (name, value) ->
              compare(
                  response, field + "." + name, sent.path(String.valueOf(name)), value, findings));
    } else if (given instanceof List<?> items && sent.size() == items.size()) {
      for (int i = 0; i < items.size(); i++) {
        compare(response, field + "[]", sent.path(i), items.get(i), findings);
      }
    } else if (!isSame(sent, given)) {
      findings.addAll(finding(response, field, given == null ? NO_VALUE : OTHER_VALUE));
    }
  }

  private static boolean isSame(JsonNode sent, @Nullable Object given) {
    if (given instanceof Optional<?> maybe && maybe.isEmpty()) {
      return sent.isNull() || sent.isMissingNode();
    } else if (given instanceof Optional<?> maybe) {
      return isSame(sent, maybe.get());
    } else if (given instanceof Long number) {
      return sent.isNumber() && sent.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0;
    } else if (given instanceof Instant time) {
      return time.equals(instant(sent.textValue()));
    }
    return given != null && given.equals(sent.textValue());
  }

  private List<Finding> differences(ContractResponse response, PowerdrillApiException failure) {
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

  private List<Finding> finding(ContractResponse response, String field, String what) {
    String pointer =
        field.equals(response.field()) && !field.isEmpty()
            ? response.pointer()
            : response.pointerTo(field);
    return List.of(
        operation.finding(
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
