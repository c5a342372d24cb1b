package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonReader;
import io.github.powerdrilljava.sandbox.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With --json, a failure is one object on standard error, for programs. */
class FailureJsonTest extends AtNames {

  private static Map<?, ?> failure(Outcome outcome) throws IOException {
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).containsOnlyOnce("\n");
    return (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(outcome.err())).readJsonValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "presign dset-1 nope --json              | not_found       | 4 | false | true",
        "--json presign dset-1 nope              | not_found       | 4 | false | true",
        "datasources nope --json                 | not_found       | 4 | false | true",
        "export nope -o x --json                 | not_found       | 4 | false | true",
        "presign dset-1 a.csv --json             | ambiguous_name  | 4 | false | true",
        "presign dset-1 .. --json                | invalid_request | 2 | false | false",
        "presign dset-1 --json                   | usage           | 2 | false | false",
        "datasets --json --no-such               | usage           | 2 | false | false",
        "download dset-1 ds-1 -o - --json        | usage           | 2 | false | false",
      })
  void hasTypeCodeAndTraceIds(
      String command, String type, int exitCode, boolean retryable, boolean traced)
      throws IOException {
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", "a.csv");

    Outcome outcome = run(command.split(" ", -1));

    Map<?, ?> failure = failure(outcome);
    assertThat(failure.keySet().stream().map(Object::toString).limit(6))
        .containsExactly(
            "error", "message", "exit_code", "trace_id", "external_trace_id", "retryable");
    assertThat(failure.get("error")).isEqualTo(type);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(failure.get("exit_code")).isEqualTo((double) exitCode);
    assertThat(failure.get("retryable")).isEqualTo(retryable);
    assertThat(failure.get("trace_id") != null).isEqualTo(traced);
  }

  @ParameterizedTest
  @CsvSource({
    "403, 1004, authentication, 3, false",
    "200, 300002, permission_denied, 3, false",
    "400, 210021, api, 5, false",
    "429, 201, rate_limit, 5, true",
    "503, 9999, server, 5, true",
  })
  void isOfTheTypeOfTheRefusal(int status, int code, String type, int exitCode, boolean retryable)
      throws IOException {
    sandbox.faults().next(Fault.failure(status, code, "no"));

    Outcome outcome = run("datasets", "--json", "--attempts", "1", "--trace-id", "mine");

    Map<?, ?> failure = failure(outcome);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(failure.get("error")).isEqualTo(type);
    assertThat(failure.get("retryable")).isEqualTo(retryable);
    assertThat(failure.get("external_trace_id")).isEqualTo("mine");
  }

  @Test
  void hasTheCandidatesOfAnAmbiguousName() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    put("dset-1", "ds-2", "a.csv");

    assertThat(failure(run("presign", "dset-1", "a.csv", "--json")).get("candidates"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(((Map<?, ?>) each).get("name")).isEqualTo("a.csv");
              assertThat(((Map<?, ?>) each).get("size")).isEqualTo(4.0);
            });
  }

  @Test
  void isOfTheConnectionWhereThereIsNone() throws IOException {
    Map<String, String> environment = environment();
    environment.put(AtSandbox.URL, "http://127.0.0.1:" + AtSandbox.closedPort() + "/api");

    Map<?, ?> failure = failure(Outcome.of(environment, "datasets", "--json", "--attempts", "1"));

    assertThat(failure.get("error")).isEqualTo("connection");
    assertThat(failure.get("retryable")).isEqualTo(true);
  }

  @Test
  void isOfTheKeyThatIsWrongWithoutTheKey() throws IOException {
    Map<String, String> environment = environment();
    environment.put(AtSandbox.KEY, AtSandbox.SECRET);

    for (List<String> command :
        List.of(
            List.of("datasets"), List.of("datasources", "d"), List.of("export", "d", "-o", "x"))) {
      String[] args = command.toArray(new String[command.size() + 1]);
      args[command.size()] = "--json";
      Outcome outcome = Outcome.of(environment, args);

      assertThat(failure(outcome).get("error")).isEqualTo("authentication");
      assertThat(outcome.everything()).doesNotContain(AtSandbox.SECRET);
    }
  }

  @Test
  void ofADownloadIsOneToo() throws IOException {
    put("dset-1", "ds-1", "a.csv");
    String file = directory.resolve("a").toString();
    String wrong = "0".repeat(64);

    assertThat(run("download", "dset-1", "ds-1", "-o", file, "--json"))
        .isEqualTo(new Outcome(0, "{\"file\":\"" + file + "\",\"bytes\":4}\n", ""));
    Outcome failed =
        run("download", "dset-1", "ds-1", "-o", file + "b", "--json", "--sha256", wrong);
    assertThat(failure(failed).get("error")).isEqualTo("download");
    assertThat(failed.exitCode()).isEqualTo(8);
  }
}
