package io.github.powerdrilljava.contract;

import static io.github.powerdrilljava.contract.OperationOfContract.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.contract.Operation.Bound;
import io.github.powerdrilljava.contract.Operation.Default;
import io.github.powerdrilljava.contract.OperationOfContract.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the facade knows by heart, and documents, is what the contract states. */
final class AssumptionCases {

  /** Longer than any text that the facade sends by a rule of its own. */
  private static final BigDecimal LONG = BigDecimal.valueOf(1000);

  private static final String API_KEY = "x-pd-api-key";

  private final Operation operation;
  private final OperationOfContract contract;
  private final JsonNode whole;
  private final JsonNode stated;
  private final String pointer;
  private final Server server;
  private final List<ContractCase> cases = new ArrayList<>();

  AssumptionCases(Operation operation, String contract, Server server) {
    this.operation = operation;
    this.contract = new OperationOfContract(contract, operation);
    this.whole = this.contract.contract();
    this.stated = this.contract.stated();
    this.pointer = this.contract.pointer();
    this.server = server;
  }

  List<ContractCase> all() {
    add("where the service is", this::serviceIsThere);
    add("where the API key goes", this::keyGoesThere);
    if (operation.method().equals("POST")) {
      add("how a request is sent", this::requestIsJson);
    }
    add("where the trace id goes", this::traceIdIsAHeader);
    add("that requests can be judged", () -> UnjudgedWords.of(operation, contract));
    operation
        .bounds()
        .forEach(each -> add(each.word() + " of " + each.field(), () -> boundIsAllowed(each)));
    operation
        .defaults()
        .forEach(each -> add("default of " + each.field(), () -> defaultIsStated(each)));
    add("the service's trace id", this::traceIdComesBack);
    return cases;
  }

  private void add(String what, Supplier<List<Finding>> check) {
    cases.add(new ContractCase(operation, "assumption: " + what, check));
  }

  private List<Finding> serviceIsThere() {
    boolean own = stated.path("servers").size() > 0;
    List<String> servers = new ArrayList<>();
    (own ? stated : whole).path("servers").forEach(server -> servers.add(url(server)));
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
    boolean own = stated.has("security");
    JsonNode security = (own ? stated : whole).path("security");
    for (JsonNode requirement : security) {
      if (names(requirement).stream().allMatch(this::isTheKey)) {
        return List.of();
      }
    }
    return security.isEmpty()
        ? List.of()
        : finding(
            "",
            own ? pointer + "/security" : "#/security",
            "The facade sends the API key as the header " + API_KEY + ", which is not enough.",
            "security: " + Evidence.shown(security.toString()));
  }

  private boolean isTheKey(String scheme) {
    JsonNode key = whole.path("components").path("securitySchemes").path(scheme);
    return key.path("type").asText().equals("apiKey")
        && key.path("in").asText().equals("header")
        && key.path("name").asText().equalsIgnoreCase(API_KEY);
  }

  private List<Finding> requestIsJson() {
    for (String type : names(contract.content())) {
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
    for (Place place : contract.parameters()) {
      JsonNode parameter = place.node();
      if (parameter.path("name").asText().equalsIgnoreCase(Operation.TRACE_ID)
          && parameter.path("in").asText().equals("header")) {
        return List.of();
      }
    }
    return finding(
        Operation.TRACE_ID,
        pointer + "/parameters",
        "The facade sends its trace id as a header, which the contract no longer states.",
        "ServiceRequest.withExternalTraceId");
  }

  private List<Finding> boundIsAllowed(Bound bound) {
    Place schema = contract.schema(bound.field()).orElse(null);
    JsonNode limit = schema == null ? MissingNode.getInstance() : schema.node().path(bound.word());
    if (schema == null || !limit.isNumber()) {
      return List.of();
    }
    boolean isMinimum = bound.word().equals("minimum");
    long value =
        isMinimum
            ? limit.decimalValue().setScale(0, RoundingMode.CEILING).longValue()
                + (schema.node().path("exclusiveMinimum").asBoolean() ? 1 : 0)
            : limit.decimalValue().min(LONG).intValue();
    return (isMinimum || value > 0) && isRefused(bound.at().apply(value))
        ? finding(
            bound.field(),
            schema.pointer() + "/" + bound.word(),
            "The facade refuses %d%s, which the contract allows."
                .formatted(value, isMinimum ? "" : " characters"),
            bound.word() + ": " + limit.decimalValue().toPlainString())
        : List.of();
  }

  private List<Finding> defaultIsStated(Default known) {
    Place schema = contract.schema(known.field()).orElse(null);
    if (schema == null) {
      return List.of();
    }
    JsonNode value = schema.node().path("default");
    boolean isKnown =
        value.isMissingNode()
            ? !known.promised()
            : value.isNumber() && value.asLong() == known.value();
    return isKnown
        ? List.of()
        : finding(
            known.field(),
            schema.pointer() + (value.isMissingNode() ? "" : "/default"),
            "The facade documents a default of "
                + known.value()
                + "; the contract states "
                + (value.isMissingNode() ? "none." : value + "."),
            "To " + operation.title());
  }

  private List<Finding> traceIdComesBack() {
    JsonNode headers = stated.path("responses").path("200").path("headers");
    return names(headers).stream().anyMatch("x-pd-trace-id"::equalsIgnoreCase)
        ? List.of()
        : finding(
            "x-pd-trace-id",
            pointer + "/responses/200",
            "The facade hands on the service's trace id, which the contract no longer states.",
            "PowerdrillResponse.traceId");
  }

  private boolean isRefused(Operation.Call call) {
    try {
      call.on(server.client());
    } catch (InvalidRequestException e) {
      return true;
    } catch (PowerdrillException e) {
      return false; // sent, whatever came back
    }
    return false;
  }

  private List<Finding> finding(String field, String pointer, String what, String evidence) {
    return List.of(operation.finding(field, pointer, what, evidence));
  }
}
