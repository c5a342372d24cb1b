package io.github.powerdrilljava.foreign;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonSchema;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** WireMock, which takes what the contract describes, and sends the contract's examples. */
class WireMockTest extends AtMockServer {

  private static final WireMockServer SERVER =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

  @BeforeAll
  static void start() {
    SERVER.start();
    ContractExamples contract = ContractExamples.accepted();
    contract.forEachOperation(
        (method, path, operation) -> SERVER.stubFor(stub(contract, method, path, operation)));
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Override
  String baseUrl() {
    return SERVER.baseUrl() + "/api";
  }

  private static MappingBuilder stub(
      ContractExamples contract, String method, String path, JsonNode operation) {
    MappingBuilder stub =
        request(method.toUpperCase(Locale.ROOT), urlPathTemplate("/api" + path))
            .withHeader("x-pd-api-key", equalTo(API_KEY));
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
        stub.withQueryParam(parameter.path("name").asText(), matching(".+"));
      }
    }
    JsonNode body = operation.at("/requestBody/content/application~1json/schema");
    if (!body.isMissingNode()) {
      stub.withRequestBody(matchingJsonSchema(body.toString()));
    }
    return stub.willReturn(
        aResponse()
            .withHeader("Content-Type", "application/json")
            .withBody(contract.success(method, path)));
  }
}
