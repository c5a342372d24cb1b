package io.github.powerdrilljava.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the facade knows by heart, and documents, is what the contract states. */
final class AssumptionCases {

  /** What the facade's Javadoc states for a URL whose lifetime is not asked for. */
  private static final long DEFAULT_SECONDS = 600;

  private static final PresignRequest PLAIN = PresignRequest.of("dset-1", "ds-1");
  private static final String API_KEY = "x-pd-api-key";
  private static final String TRACE_ID = "x-pd-external-trace-id";

  private final JsonNode contract;
  private final String pointer;
  private final JsonNode operation;
  private final Server server;

  AssumptionCases(String contract, Server server) {
    try {
      this.contract = new JsonMapper().readTree(contract);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The contract is not JSON", e);
    }
    this.server = server;
    String path = Operation.NAME.substring(Operation.METHOD.length() + 1);
    pointer = "#/paths/" + path.replace("/", "~1") + "/post";
    operation = this.contract.path("paths").path(path).path("post");
  }

  List<ContractCase> all() {
    return List.of(
        new ContractCase("assumption: where the service is", this::serviceIsThere),
        new ContractCase("assumption: where the API key goes", this::keyGoesThere),
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
      List<String> schemes = new ArrayList<>();
      requirement.fieldNames().forEachRemaining(schemes::add);
      if (schemes.stream().allMatch(this::isTheKey)) {
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

  private List<Finding> shortestLifetime() {
    JsonNode minimum = expiresIn().path("minimum");
    long seconds = minimum.asLong() + (expiresIn().path("exclusiveMinimum").asBoolean() ? 1 : 0);
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
      int most = parameter.path("schema").path("maxLength").asInt();
      if (parameter.path("name").asText().equalsIgnoreCase(TRACE_ID)
          && most > 0
          && isRefused(PLAIN.withExternalTraceId("t".repeat(most)))) {
        return finding(
            TRACE_ID,
            pointer + "/parameters/" + i + "/schema/maxLength",
            "The facade refuses " + most + " characters, which the contract allows.",
            "PresignRequest.withExternalTraceId");
      }
    }
    return List.of();
  }

  private List<Finding> traceIdComesBack() {
    JsonNode headers = operation.path("responses").path("200").path("headers");
    List<String> names = new ArrayList<>();
    headers.fieldNames().forEachRemaining(name -> names.add(name));
    return names.stream().anyMatch("x-pd-trace-id"::equalsIgnoreCase)
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
    return body().path("properties").path("expires_in");
  }

  private JsonNode body() {
    JsonNode content = operation.path("requestBody").path("content");
    return content.elements().hasNext() ? content.elements().next().path("schema") : content;
  }

  private String schemaPointer(String field) {
    JsonNode content = operation.path("requestBody").path("content");
    String type = content.fieldNames().hasNext() ? content.fieldNames().next() : "";
    return pointer
        + "/requestBody/content/"
        + type.replace("/", "~1")
        + "/schema/properties/"
        + field;
  }

  private static List<Finding> finding(String field, String pointer, String what, String evidence) {
    return List.of(Operation.finding(field, pointer, what, evidence));
  }
}
