package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractResponsesTest {

  private static final ReceivedRequest REQUEST =
      new ReceivedRequest(
          ReceivedRequest.Side.API, Instant.EPOCH, "POST", "/api" + Route.PRESIGN.path(), Map.of());

  private final List<ContractResponse> kinds = responses(TestContract.json("kinds.json"));

  @ParameterizedTest
  @ValueSource(strings = {"contract.json", "kinds.json"})
  void makesWhatAnIndependentValidatorAccepts(String contract) {
    String json = TestContract.json(contract);
    ContractCheck check = new ContractCheck(json);

    List<ContractResponse> valid =
        responses(json).stream().filter(ContractResponse::valid).toList();

    assertThat(valid).hasSizeGreaterThan(50);
    for (ContractResponse response : valid) {
      check(check, response);
      assertThat(check.violations()).as("%s", response.name()).isEmpty();
    }
  }

  @Test
  void makesOneThatTheContractDoesNotListAndMarksIt() {
    ContractCheck check = new ContractCheck(TestContract.json("kinds.json"));

    List<ContractResponse> invalid = kinds.stream().filter(response -> !response.valid()).toList();

    assertThat(invalid)
        .extracting(ContractResponse::field)
        .contains("colour", "level", "animal.kind")
        .doesNotContain("code");
    for (ContractResponse response : invalid) {
      int before = check.violations().size();
      check(check, response);
      assertThat(check.violations()).as("%s", response.name()).hasSizeGreaterThan(before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "200, application/json, what is required only        |"
            + " {\"code\":0,\"text\":\"text\",\"both\":{\"a\":8,\"b\":\"text\"}}",
        "200, application/json, text: the shortest text      | \"text\":\"ss\"",
        "200, application/json, text: a long text            | \"text\":\"llllllllllllllllllll\"",
        "200, application/json, note: empty text             | \"note\":\"\"",
        "200, application/json, note: null                   | \"note\":null",
        "200, application/json, day: a leap day              | \"day\":\"2024-02-29\"",
        "200, application/json, when: a time in lower case   | \"when\":\"2024-11-13t14:15:22z\"",
        "200, application/json, null wherever it is allowed  |"
            + " \"note\":null,\"when\":\"2024-11-13T14:15:22.123Z\",\"day\":null",
        "200, application/json, small: the least number      | \"small\":1,",
        "200, application/json, small: a large number        | \"small\":2147483647",
        "200, application/json, even: the greatest number    | \"even\":20",
        "200, application/json, share: the greatest number   | \"share\":0.875",
        "200, application/json, on: false                    | \"on\":false",
        "200, application/json, colour: the value green      | \"colour\":\"green\"",
        "200, application/json, few: the most items          |"
            + " \"few\":[\"text\",\"text\",\"text\"]",
        "200, application/json, few[]: empty text            | \"few\":[\"\"]",
        "200, application/json, everything                   | \"unlike\":[8,-1]",
        "200, application/json, map: an entry of the map     | \"map\":{\"a key\":8}",
        "200, application/json, mixed: a number              | \"mixed\":1",
        "200, application/json, animal: what is required only | \"kind\":\"barking\"",
        "200, application/json, both.b: the shortest text    | \"b\":\"ssss\"",
        "200, application/json, tree.branches: no item       | \"branches\":[]",
        "200, application/json, tree.name: empty text        |"
            + " \"tree\":{\"name\":\"\",\"branches\":[{\"name\":\"text\"}]}",
        "200, application/json, both: a field that is not declared |"
            + " \"both\":{\"a\":8,\"b\":\"text\",\"not_declared_yet\"",
        "200, application/json of a failure, everything      | \"code\":17",
        "202, text/plain                                     | text",
        "404, application/problem+json, everything           | \"title\":\"text\"",
        "404, text/html                                      | text",
        "500, application/json, msg: empty text              | \"msg\":\"\"",
      })
  void makesEachKind(String name, String inBody) {
    assertThat(kinds)
        .filteredOn(response -> response.name().equals(name))
        .singleElement()
        .satisfies(response -> assertThat(response.body()).contains(inBody));
  }

  @Test
  void makesEveryDocumentedStatusAndOthersForTheDefault() {
    assertThat(kinds)
        .extracting(ContractResponse::status)
        .containsOnly(200, 202, 204, 404, 500, 422);
  }

  @Test
  void makesHeadersAsTheContractStates() {
    assertThat(kinds)
        .filteredOn(response -> response.name().contains("x-note: text by its pattern"))
        .isNotEmpty()
        .allSatisfy(
            response -> {
              assertThat(response.header("X-Note")).matches("[a-f]{4,6}");
              assertThat(response.header("X-Count")).isEqualTo("8");
            });
    assertThat(kinds)
        .filteredOn(response -> response.name().contains("required headers only"))
        .isNotEmpty()
        .allSatisfy(
            response -> assertThat(response.headers()).containsOnlyKeys("Content-Type", "x-count"));
  }

  @Test
  void makesNeitherWhatIsNotAllowedNorWhatBelongsIntoARequest() {
    assertThat(kinds)
        .noneMatch(response -> response.body().contains("secret"))
        .noneMatch(response -> response.name().contains("closed: a field that is not declared"));
  }

  @Test
  void namesWhereAFieldStandsInTheContract() {
    ContractResponse success = kinds.get(0);

    assertThat(success.pointerTo("tree.name"))
        .isEqualTo("#/components/schemas/Tree/properties/name");
    assertThat(success.pointerTo("both.a"))
        .endsWith("/schema/properties/both/allOf/0/properties/a");
    assertThat(success.pointerTo("both.unknown")).endsWith("/schema/properties/both");
    assertThat(success.pointerTo("unknown")).endsWith("/content/application~1json/schema");
  }

  @Test
  void makesNothingOfAContractWithoutTheOperation() {
    assertThat(responses("{\"paths\":{}}")).isEmpty();
    assertThatThrownBy(() -> responses("<p>")).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ContractResponse> responses(String contract) {
    return ContractResponses.of(contract, "POST", Route.PRESIGN.path());
  }

  private static void check(ContractCheck check, ContractResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    response.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    check.checkResponse(REQUEST, response.status(), headers, response.body().getBytes(UTF_8));
  }
}
