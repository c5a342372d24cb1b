package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses, types and headers of the responses that are made of a contract. */
class MadeResponsesTest {

  private static List<ContractResponse> made(String responses) {
    String contract = "{'paths':{'/p':{'get':{'responses':" + responses + "}}}}";
    return ContractResponses.of(contract.replace('\'', '"'), "GET", "/p");
  }

  private static List<ContractResponse> withHeader(String header) {
    return made(
        "{'200':{'headers':{"
            + header
            + "},'content':{'application/json':{'schema':"
            + "{'type':'object','additionalProperties':false}}}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200         | [200]",
        "2XX         | [200]",
        "2xx         | [200]",
        "4XX,400,401 | [402, 400, 401]",
        "5XX,500     | [501, 500]",
        "3XX         | [300]",
        "3XX,300,301,302,303 | [305, 300, 301, 302, 303]",
        "304         | []",
        "599         | [599]",
        "100         | []",
        "600         | []",
        "20          | []",
        "x-odd       | []",
        "default     | [422, 503]",
        "default,422 | [503, 422]",
        "default,503 | [422, 503]",
        "default,4XX | [503, 400]",
        "default,5XX | [422, 500]",
        "default,4XX,5XX | [400, 500]",
      })
  void haveEveryStatusOnceThatTheContractMeans(String keys, String statuses) {
    String responses = "{'" + keys.strip().replace(",", "':{},'") + "':{}}";

    assertThat(made(responses).stream().map(ContractResponse::status).toList())
        .hasToString(statuses);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "200 | application/json         | application/json         | 1      | true",
        "200 | application/problem+JSON | application/problem+JSON | 1      | true",
        "200 | application/*            | application/json         | 1      | true",
        "200 | */*                      | application/json         | 1      | true",
        "200 | text/csv                 | text/csv                 | text   | true",
        "299 | text/csv                 | text/csv                 | text   | true",
        "300 | text/csv                 | text/csv                 | text   | false",
        "404 | application/json         | application/json         | 1      | false",
        "404 | text/csv                 | text/csv                 | text   | false",
        "200 | -                        | -                        | ''     | true",
        "404 | -                        | -                        | ''     | false",
      })
  void haveTheTypeThatTheContractStates(
      String status, String mediaType, String sent, String body, boolean success) {
    String content =
        mediaType == null
            ? ""
            : "'content':{'" + mediaType + "':{'schema':{'type':'integer','enum':[1]}}}";

    ContractResponse first = made("{'" + status + "':{" + content + "}}").get(0);

    assertThat(first.header("content-type")).isEqualTo(sent);
    assertThat(first.body()).isEqualTo(body);
    assertThat(first.success()).isEqualTo(success);
  }

  @Test
  void sayInTheirNamesWhatIsSpecialAboutThem() {
    String boolOrBool = "{'oneOf':[{'type':'boolean'},{'type':'boolean'},{'type':'boolean'}]}";
    String json = "{'content':{'application/json':{'schema':" + boolOrBool + "}}}";

    assertThat(made("{'default':" + json + "}").stream().map(ContractResponse::name))
        .startsWith(
            "default (422), application/json, true",
            "default (422), application/json, false",
            "default (422), application/json, with a charset",
            "default (422), application/json, true (2)",
            "default (422), application/json, false (2)",
            "default (422), application/json, with a charset (2)",
            "default (422), application/json, true (3)");
    assertThat(made("{'200':{}}"))
        .singleElement()
        .returns("200, without a body", ContractResponse::name)
        .returns("#/paths/~1p/get/responses/200", ContractResponse::pointer)
        .returns("", ContractResponse::field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'schema':{'type':'string','enum':['a','b']}} | [a, a, b, not-listed-yet, null, a]",
        "{'required':true,'schema':{'type':'string','enum':['a','b']}} | [a, a, b, not-listed-yet,"
            + " a]",
        "{'schema':{'type':'string','enum':['~','a b','a ',' a','é','\\u007f']}} | [~, ~, a b,"
            + " not-listed-yet, null, ~]",
        "{'schema':{'type':'integer','minimum':1,'maximum':2}} | [1, 1, 2, null, 1]",
        "{'schema':{'type':'object'}}                  | [null, null, null]",
      })
  void haveEachHeaderAtItsEdgesAndOnceOnlyThoseThatAreRequired(String header, String values) {
    List<ContractResponse> made = withHeader("'X-A':" + header.strip());

    assertThat(made).extracting(response -> response.header("x-a")).hasToString(values);
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void haveNoHeaderOfMoreThanAThousandCharacters(int length, boolean sent) {
    String schema = "{'type':'string','minLength':" + length + ",'maxLength':" + length + "}";

    assertThat(withHeader("'x-a':{'schema':" + schema + "}"))
        .allMatch(response -> response.header("x-a") == null || sent)
        .anyMatch(response -> (response.header("x-a") != null) == sent);
  }

  @ParameterizedTest
  @CsvSource({"Content-Length", "content-encoding", "Connection", "TRANSFER-ENCODING"})
  void leaveToTheServerHowTheyAreSent(String header) {
    assertThat(withHeader("'" + header + "':{'required':true,'schema':{'type':'integer'}}"))
        .isNotEmpty()
        .allSatisfy(response -> assertThat(response.headers()).containsOnlyKeys("Content-Type"));
  }

  @Test
  void nameTheHeaderThatTheyAreAboutAndItsPlace() {
    assertThat(withHeader("'x-a':{'schema':{'type':'string','enum':['a','b']}}"))
        .filteredOn(response -> response.field().equals("x-a"))
        .extracting(ContractResponse::name, ContractResponse::pointer, ContractResponse::valid)
        .extracting(Object::toString)
        .containsExactly(
            "(\"200, application/json, x-a: the value b\", "
                + "\"#/paths/~1p/get/responses/200/headers/x-a\", true)",
            "(\"200, application/json, x-a: a value that is not listed\", "
                + "\"#/paths/~1p/get/responses/200/headers/x-a\", false)");
  }

  @Test
  void haveACharsetOnce() {
    assertThat(withHeader(""))
        .filteredOn(response -> response.name().endsWith("with a charset"))
        .singleElement()
        .returns("application/json; charset=utf-8", response -> response.header("Content-Type"))
        .returns("#/paths/~1p/get/responses/200/content", ContractResponse::pointer);
  }

  @Test
  void holdTheUrlAndTheTimeOfAPresign() {
    String json = ContractResponses.presigned("http://h/p", "2024-11-13T14:15:22.123Z");

    assertThat(Contract.parse(json).path("code")).hasToString("0");
    assertThat(Contract.parse(json).path("data").path("presigned_url"))
        .hasToString("\"http://h/p\"");
    assertThat(Contract.parse(json).path("data").path("expires_at"))
        .hasToString("\"2024-11-13T14:15:22.123Z\"");
  }

  @Test
  void holdNoCodeThatIsNotListedWhichMightMeanAnotherThing() {
    String list = "{'type':'integer','enum':[0]}";
    String schema =
        "{'type':'object','required':['code','x'],'properties':{'code':"
            + list
            + ",'x':"
            + list
            + "}}";

    List<ContractResponse> made =
        made("{'200':{'content':{'application/json':{'schema':" + schema + "}}}}");

    assertThat(made)
        .filteredOn(response -> !response.valid())
        .extracting(ContractResponse::field)
        .containsExactly("x");
    assertThat(made.get(0).pointerTo("x")).endsWith("/schema/properties/x");
    assertThat(made.get(0).pointerTo("y")).endsWith("/schema");
  }
}
