package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key given as an argument is neither used nor repeated, however it is spelled. */
class KeyArgumentTest {

  /** No word that the scan for secrets knows: Picocli makes exceptions of it. */
  private static final String KEY = "pd-given-as-argument";

  private static Outcome presign(String arguments) {
    String[] args =
        ("presign dset ds " + arguments.replace("VALUE", KEY).replace("_LF_", "\n")).split(" ", -1);
    return Outcome.of(
        Map.of("POWERDRILL_USER_ID", "tmm-1", "POWERDRILL_BASE_URL", "http://127.0.0.1:1/api"),
        args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--api-key VALUE",
        "--api-key=VALUE",
        "--apikey VALUE",
        "--api_key=VALUE",
        "--API-KEY VALUE",
        "--key VALUE",
        "-key VALUE",
        "-k VALUE",
        "-K=VALUE",
        "-kVALUE",
        "-qkVALUE",
        "--token VALUE",
        "--Token=VALUE",
        "--api-token VALUE",
        "--secret VALUE",
        "--api-secret=VALUE",
        "--verbose --token=VALUE",
        "--unknown --secret VALUE",
        "--token=_LF_VALUE",
        "--token:VALUE",
      })
  void isRefusedWithTheWayToGiveIt(String arguments) {
    Outcome outcome = presign(arguments);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.everything()).doesNotContain(KEY);
    assertThat(outcome.err())
        .startsWith("powerdrill: the API key is not accepted as an argument")
        .contains("POWERDRILL_PROJECT_API_KEY", "--api-key-file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--password VALUE",
        "--access-token=VALUE",
        "--x-pd-api-key VALUE",
        "--api-key-fil=VALUE",
        "-p VALUE",
        "-pVALUE",
        "-tokenVALUE",
        "--unknown=_LF_VALUE",
        "--unknown=a=VALUE",
        "VALUE",
        "-- VALUE",
      })
  void isNotRepeatedWhereItIsNotKnownForOne(String arguments) {
    Outcome outcome = presign(arguments);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.everything()).doesNotContain(KEY);
    assertThat(outcome.err())
        .containsAnyOf("no such option: -", "too many arguments.")
        .containsOnlyOnce("\n");
  }
}
