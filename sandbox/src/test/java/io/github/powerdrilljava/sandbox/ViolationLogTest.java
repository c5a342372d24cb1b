package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of violations, and what is not. */
class ViolationLogTest {
  private final ViolationLog log = new ViolationLog();

  private static ReceivedRequest request(Map<String, List<String>> headers) {
    return new ReceivedRequest(
        ReceivedRequest.Side.API, Instant.EPOCH, "GET", "/api/x?secret=1", headers);
  }

  private void add(ContractViolation.Kind kind, String message, String... pointers) {
    log.add(kind, request(Map.of()), "key", "#/a", message, List.of(pointers));
  }

  @Test
  void failsWithAllThatWasFoundInTheOrderItWasFound() {
    assertThatCode(log::requireNone).doesNotThrowAnyException();
    add(ContractViolation.Kind.REQUEST, "two\nlines", "/b", "/c/0");
    assertThat(thrown())
        .hasMessage(
            "The contract was violated once:%n- request of GET /api/x%n  violates #/a%n".formatted()
                + "  key at /b, /c/0%n  two\n  lines".formatted());
    add(ContractViolation.Kind.RESPONSE, "wrong");

    ContractViolationError error = thrown();

    assertThat(error)
        .hasMessageStartingWith("The contract was violated 2 times:%n- request ".formatted())
        .hasMessageEndingWith(
            "%n- response of GET /api/x%n  violates #/a%n  key%n  wrong".formatted());
    assertThat(error.violations()).isEqualTo(log.list()).hasSize(2);
  }

  private ContractViolationError thrown() {
    return catchThrowableOfType(ContractViolationError.class, log::requireNone);
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no a-secret-key here              | no *** here",
        "the a-secret-key, b-secret-key    | the ***, ***",
        "http://h/a?a-secret-key b         | http://h/a?*** b",
        "https://h/?q 'https://h/x?r' c    | https://h/?*** 'https://h/x?***' c",
        "ftp://h/?q and a ? of its own     | ftp://h/?q and a ? of its own",
      })
  void blotsOutKeysAndTheQueriesOfUrls(String message, String told) {
    Map<String, List<String>> headers =
        Map.of(
            "Authorization", List.of("b-secret-key", " "), "x-pd-api-key", List.of("a-secret-key"));
    log.add(
        ContractViolation.Kind.REQUEST,
        request(headers),
        "key",
        "#",
        message.replace('\'', '"'),
        List.of());

    assertThat(log.list().get(0).message()).isEqualTo(told.replace('\'', '"'));
  }

  @Test
  void handsWhatItHasOverOnce() {
    add(ContractViolation.Kind.REQUEST, "wrong");
    List<ContractViolation> before = log.list();

    assertThat(log.take()).isEqualTo(before).hasSize(1);

    assertThat(log.take()).isEmpty();
    assertThat(before).hasSize(1);
  }

  @Test
  void doesNotMindWhatFailsBecauseTheSandboxIsClosing() {
    Thread.currentThread().interrupt();
    log.add(request(Map.of()), new IllegalStateException("closed"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log.list()).isEmpty();

    log.add(request(Map.of()), new IllegalStateException("broken"));

    assertThat(log.list())
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("broken", "\tat "));
  }
}
