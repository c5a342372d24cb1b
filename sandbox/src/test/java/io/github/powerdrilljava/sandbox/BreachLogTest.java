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

/** What is said of breaches, and what is not. */
class BreachLogTest {
  private final BreachLog log = new BreachLog();

  private static ReceivedRequest request(Map<String, List<String>> headers) {
    return new ReceivedRequest(
        ReceivedRequest.Side.API, Instant.EPOCH, "GET", "/api/x?secret=1", headers);
  }

  private void add(ContractBreach.Kind kind, String message, String... pointers) {
    log.add(kind, request(Map.of()), "key", "#/a", message, List.of(pointers));
  }

  @Test
  void failsWithAllThatWasFoundInTheOrderItWasFound() {
    assertThatCode(log::requireNone).doesNotThrowAnyException();
    add(ContractBreach.Kind.REQUEST, "two\nlines", "/b", "/c/0");
    assertThat(thrown())
        .hasMessage(
            "The contract was broken once:%n- request of GET /api/x%n  breaks #/a%n".formatted()
                + "  key at /b, /c/0%n  two\n  lines".formatted());
    add(ContractBreach.Kind.ANSWER, "wrong");

    ContractBreachError error = thrown();

    assertThat(error)
        .hasMessageStartingWith("The contract was broken 2 times:%n- request ".formatted())
        .hasMessageEndingWith("%n- answer of GET /api/x%n  breaks #/a%n  key%n  wrong".formatted());
    assertThat(error.breaches()).isEqualTo(log.list()).hasSize(2);
  }

  private ContractBreachError thrown() {
    return catchThrowableOfType(ContractBreachError.class, log::requireNone);
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
        ContractBreach.Kind.REQUEST,
        request(headers),
        "key",
        "#",
        message.replace('\'', '"'),
        List.of());

    assertThat(log.list().get(0).message()).isEqualTo(told.replace('\'', '"'));
  }

  @Test
  void handsWhatItHasOverOnce() {
    add(ContractBreach.Kind.REQUEST, "wrong");
    List<ContractBreach> before = log.list();

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
        .satisfies(breach -> assertThat(breach.message()).contains("broken", "\tat "));
  }
}
