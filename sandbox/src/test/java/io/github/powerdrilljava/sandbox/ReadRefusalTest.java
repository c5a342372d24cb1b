package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a read request is refused as in a presign request, and named. */
class ReadRefusalTest {
  private static final String DATASETS = "/api/v2/team/datasets";

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneDataSource() {
    sandbox.put(SandboxDataSource.withoutFile("d", "s", "a.csv"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void assertRefused(HttpRequest.Builder request, int status, int code, String msg) {
    HttpResponse<String> response = PlainClient.send(request);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-pd-trace-id")).isPresent();
    JsonNode body = PlainClient.json(response);
    assertThat(body.get("code").intValue()).isEqualTo(code);
    assertThat(body.get("msg").textValue()).startsWith(msg);
    assertThat(body.has("data")).isFalse();
  }

  private HttpRequest.Builder get(String target) {
    return HttpRequest.newBuilder(sandbox.baseUrl().resolve(target))
        .header("x-pd-api-key", sandbox.apiKey());
  }

  /** Also whether the contract forbids it: it does not bound the numbers of pages. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                  | user_id     | true",
        "?user_id=                                           | user_id     | true",
        "?user_id=%20                                        | user_id     | true",
        "?user_id=tmm-sandbox&user_id=tmm-sandbox            | user_id     | true",
        "?user_id=tmm-sandbox&page_number=0                  | page_number | false",
        "?user_id=tmm-sandbox&page_number=-1                 | page_number | false",
        "?user_id=tmm-sandbox&page_number=2147483648         | page_number | false",
        "?user_id=tmm-sandbox&page_number=99999999999        | page_number | false",
        "?user_id=tmm-sandbox&page_number=1.0                | page_number | true",
        "?user_id=tmm-sandbox&page_number=one                | page_number | true",
        "?user_id=tmm-sandbox&page_number=%D9%A1             | page_number | true",
        "?user_id=tmm-sandbox&page_number=+1                 | page_number | false",
        "?user_id=tmm-sandbox&page_number=1&page_number=2    | page_number | true",
        "?user_id=tmm-sandbox&page_size=0                    | page_size   | false",
        "?user_id=tmm-sandbox&page_size=010                  | page_size   | true",
        "?user_id=tmm-sandbox&page_size=x                    | page_size   | true",
        "?user_id=tmm-sandbox&page_size                      | page_size   | true",
      })
  void refusesParametersThatAreMissingOrWrong(String query, String name, boolean violation) {
    for (String list : new String[] {DATASETS, DATASETS + "/d/datasources"}) {
      assertRefused(get(list + query), 400, 300001, name + " must be ");
      assertThat(sandbox.takeViolations().isEmpty()).as(list).isNotEqualTo(violation);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done", "SYNCHED", "synched,invalid", "synched&status=invalid"})
  void refusesAStatusThatIsNotOneOfTheContracts(String status) {
    assertRefused(
        client.readRequest("/d/datasources", "status=" + status), 400, 300001, "status must be ");
    assertThat(sandbox.takeViolations()).isNotEmpty();
  }

  @Test
  void refusesToSearchForMoreThan128Characters() {
    assertRefused(
        client.readRequest("", "search=" + "x".repeat(129)), 400, 300001, "search must be at most");
    assertThat(sandbox.takeViolations())
        .extracting(ContractViolation::key)
        .containsExactly("validation.request.parameter.schema.maxLength");
  }

  @Test
  void decodesNamesAndValues() {
    assertThat(
            PlainClient.json(PlainClient.send(get(DATASETS + "?user%5Fid=tmm%2Dsandbox&&")))
                .get("code")
                .intValue())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/other/datasources, id names no dataset",
    "/other/datasources/s, dataset_id names no dataset",
    "/d/datasources/other, datasource_id names no data source",
  })
  void doesNotFindWhatIsNotThere(String path, String msg) {
    assertRefused(client.readRequest(path), 200, 300003, msg);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/d/datasources", "/d/datasources/s"})
  void makesTheSameChecksInEveryRead(String path) {
    URI url = sandbox.baseUrl().resolve(DATASETS + path + "?user_id=tmm-sandbox");
    assertRefused(HttpRequest.newBuilder(url), 403, 1003, "insufficient.authentication");
    assertThat(sandbox.takeViolations()).hasSize(1);
    assertRefused(
        client.readRequest(path).setHeader("x-pd-api-key", "other-secret-key"), 403, 1004, "");
    assertRefused(get(DATASETS + path + "?user_id=tmm-other"), 200, 300002, "user_id");
    assertRefused(
        client.readRequest(path).header("x-pd-external-trace-id", "t".repeat(129)),
        400,
        300001,
        "x-pd-external-trace-id");
    assertThat(sandbox.takeViolations()).hasSize(1);

    sandbox.limitRate(1);
    client.read(path);
    assertRefused(client.readRequest(path), 429, 201, "rate limit");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, '', GET",
    "PUT, /d/datasources, GET",
    "DELETE, /d/datasources/s, GET",
    "GET, /d/datasources/s/presign, POST",
  })
  void namesTheMethodThatIsRight(String method, String path, String right) {
    assertRefused(
        client.readRequest(path).method(method.toUpperCase(Locale.ROOT), noBody()),
        405,
        300001,
        "method must be " + right);
    assertThat(sandbox.takeViolations()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//datasources", "/d", "/d/datasources/", "/d/datasources/s/"})
  void knowsNoOtherPaths(String path) {
    assertRefused(client.readRequest(path), 404, 300003, "no such operation");
    sandbox.takeViolations();
  }
}
