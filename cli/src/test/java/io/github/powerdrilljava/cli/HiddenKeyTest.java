package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No message holds the key. */
class HiddenKeyTest extends AtSandbox {

  @ParameterizedTest
  @MethodSource
  void neverHoldsTheKey(List<String> args) {
    Map<String, String> environment = environment(Map.of(KEY, ARGUMENT));

    Outcome outcome = Outcome.of(environment, args.toArray(String[]::new));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.everything()).isNotEmpty().doesNotContain(ARGUMENT);
  }

  static Stream<List<String>> neverHoldsTheKey() {
    return Stream.of(
        List.of("presign", "dset", "ds", "--verbose"),
        List.of("presign", "..", "ds", "--verbose"),
        List.of("presign", ARGUMENT, "ds", "--verbose"),
        List.of("presign", "dset", "ds", "--api-key=" + ARGUMENT),
        List.of("presign", "dset", "ds", "--key", ARGUMENT),
        List.of("presign", "dset", "ds", "--api_kee", ARGUMENT),
        List.of("presign", "dset", "ds", ARGUMENT),
        List.of("--api-key", ARGUMENT, "presign", "dset", "ds"));
  }
}
