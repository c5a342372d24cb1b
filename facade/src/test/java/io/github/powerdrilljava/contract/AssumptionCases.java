package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the facade knows by heart, and documents, is what the contract states. */
final class AssumptionCases {

  /** What the facade's Javadoc states for a URL whose lifetime is not asked for. */
  private static final long DEFAULT_SECONDS = 600;

  /** One more than the facade's Javadoc allows a trace id. */
  private static final BigDecimal BEYOND_TRACE_ID = BigDecimal.valueOf(129);

  private static final PresignRequest PLAIN = PresignRequest.of("dset-1", "ds-1");
  private static final String API_KEY = "x-pd-api-key";
  private static final String TRACE_ID = "x-pd-external-trace-id";

  private final PresignOfContract presign;
  private final JsonNode contract;
  private final JsonNode operation;
  private final String pointer;
  private final Server server;

  AssumptionCases(String contract, Server server) {
    this.presign = new PresignOfContract(contract);
    this.contract = presign.contract();
    this.operation = presign.operation();
    this.pointer = presign.pointer();
    this.server = server;
  }

  List<ContractCase> all() {
    return List.of(
        new ContractCase("assumption: where the service is", this::serviceIsThere),
        new ContractCase("assumption: where the API key goes", this::keyGoesThere),
        new ContractCase("assumption: how a request is sent", this::requestIsJson),
        new ContractCase("assumption: where the trace id goes", this::traceIdIsAHeader),
        new ContractCase("assumption: that requests can be judged", this::requestsAreJudged),
        new ContractCase("assumption: the shortest lifetime", this::shortestLifetime),
        new ContractCase("assumption: the default lifetime", this::defaultLifetime),
        new ContractCase("assumption: the longest trace id", this::longestTraceId),
        new ContractCase("assumption: the service's trace id", this::traceIdComesBack));
  }

  private List<Finding> serviceIsThere() {
    boolean own = operation.path("servers").size() > 0;
    List<String> servers = new ArrayList<>();
    (own ? operation : contract).path("servers").forEach(server -> servers.add(url(server)));
    return servers.contains(PowerdrillClient.DEFAULT_BASE_URL)
        ? List.of()
        : finding(
            "",
            own ? pointer + "/servers" : "#/servers",
            "The facade's default base URL, "
                + PowerdrillClient.DEFAULT_BASE_URL
                + ", is no longer among the servers "
                + servers
                + ".",
            "PowerdrillClient.DEFAULT_BASE_URL");
  }

  /** With its variables at their defaults, and without a slash at its end. */
  private static String url(JsonNode server) {
    String url = server.path("url").asText();
    for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
      String value = variable.getValue().path("default").asText();
      url = url.replace("{" + variable.getKey() + "}", value);
    }
    return url.replaceFirst("/$", "");
  }

  /** Where several sets of schemes are stated, one of them is enough. */
  private List<Finding> keyGoesThere() {
    boolean own = operation.has("security");
    JsonNode stated = (own ? operation : contract).path("security");
    for (JsonNode requirement : stated) {
      if (names(requirement).stream().allMatch(this::isTheKey)) {
        return List.of();
      }
    }
    return stated.isEmpty()
        ? List.of()
        : finding(
            "",
            own ? pointer + "/security" : "#/security",
            "The facade sends the API key as the header " + API_KEY + ", which is not enough.",
            "security: " + Evidence.shown(stated.toString()));
  }

  private boolean isTheKey(String scheme) {
    JsonNode stated = contract.path("components").path("securitySchemes").path(scheme);
    return stated.path("type").asText().equals("apiKey")
        && stated.path("in").asText().equals("header")
        && stated.path("name").asText().equalsIgnoreCase(API_KEY);
  }

  private List<Finding> requestIsJson() {
    for (String type : names(presign.content())) {
      if (type.replaceFirst(";.*", "").strip().equalsIgnoreCase("application/json")) {
        return List.of();
      }
    }
    return finding(
        "Content-Type",
        pointer + "/requestBody/content",
        "The facade sends JSON, which is not among the request's content types.",
        "Content-Type: application/json");
  }

  private List<Finding> traceIdIsAHeader() {
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("name").asText().equalsIgnoreCase(TRACE_ID)
          && parameter.path("in").asText().equals("header")) {
        return List.of();
      }
    }
    return finding(
        TRACE_ID,
        pointer + "/parameters",
        "The facade sends its trace id as a header, which the contract no longer states.",
        "PresignRequest.withExternalTraceId");
  }

  private List<Finding> requestsAreJudged() {
    return UnjudgedWords.of(contract, presign.body(), presign.bodyPointer());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private List<Finding> shortestLifetime() {
    JsonNode minimum = expiresIn().path("minimum");
    long seconds =
        minimum.decimalValue().setScale(0, RoundingMode.CEILING).longValue()
            + (expiresIn().path("exclusiveMinimum").asBoolean() ? 1 : 0);
    return minimum.isNumber() && isRefused(PLAIN.withExpiresIn(Duration.ofSeconds(seconds)))
        ? finding(
            "expires_in",
            schemaPointer("expires_in") + "/minimum",
            "The facade refuses " + seconds + " s, which the contract allows.",
            "PresignRequest.withExpiresIn")
        : List.of();
  }

  private List<Finding> defaultLifetime() {
    JsonNode seconds = expiresIn().path("default");
    return expiresIn().isMissingNode()
            || (seconds.isNumber() && seconds.asLong() == DEFAULT_SECONDS)
        ? List.of()
        : finding(
            "expires_in",
            schemaPointer("expires_in") + (seconds.isMissingNode() ? "" : "/default"),
            "The facade documents a default of "
                + DEFAULT_SECONDS
                + " s; the contract states "
                + (seconds.isMissingNode() ? "none." : seconds + "."),
            "PresignRequest.withExpiresIn");
  }

  private List<Finding> longestTraceId() {
    for (int i = 0; i < operation.path("parameters").size(); i++) {
      JsonNode parameter = operation.path("parameters").path(i);
      JsonNode stated = parameter.path("schema").path("maxLength");
      int most = stated.decimalValue().min(BEYOND_TRACE_ID).intValue();
      if (parameter.path("name").asText().equalsIgnoreCase(TRACE_ID)
          && most > 0
          && isRefused(PLAIN.withExternalTraceId("t".repeat(most)))) {
        return finding(
            TRACE_ID,
            pointer + "/parameters/" + i + "/schema/maxLength",
            "The facade refuses "
                + most
                + " characters; the contract allows "
                + stated.decimalValue().toPlainString()
                + ".",
            "PresignRequest.withExternalTraceId");
      }
    }
    return List.of();
  }

  private List<Finding> traceIdComesBack() {
    JsonNode headers = operation.path("responses").path("200").path("headers");
    return names(headers).stream().anyMatch("x-pd-trace-id"::equalsIgnoreCase)
        ? List.of()
        : finding(
            "x-pd-trace-id",
            pointer + "/responses/200",
            "The facade hands on the service's trace id, which the contract no longer states.",
            "PowerdrillResponse.traceId");
  }

  private boolean isRefused(PresignRequest request) {
    try {
      server.client().dataSources().presign(request);
    } catch (InvalidRequestException e) {
      return true;
    } catch (PowerdrillException e) {
      return false; // sent, whatever came back
    }
    return false;
  }

  private JsonNode expiresIn() {
    return presign.body().path("properties").path("expires_in");
  }

  private String schemaPointer(String field) {
    return presign.bodyPointer() + "/properties/" + field;
  }

  private static List<Finding> finding(String field, String pointer, String what, String evidence) {
    return List.of(Operation.finding(field, pointer, what, evidence));
  }
}
