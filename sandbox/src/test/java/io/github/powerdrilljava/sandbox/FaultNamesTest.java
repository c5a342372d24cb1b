package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.Fault.Moment;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault that can be is made, at the edges of what is possible too, and says what it does. */
class FaultNamesTest {

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void sayWhatTheFaultDoes(Fault fault, String name) {
    assertThat(fault).hasToString(name);
  }

  static Stream<Arguments> sayWhatTheFaultDoes() {
    return Stream.of(
        arguments(Fault.resetConnection(), "reset connection"),
        arguments(Fault.reset(Moment.IN_BODY), "reset IN_BODY"),
        arguments(Fault.resetAfter(0), "reset after 0 bytes"),
        arguments(Fault.stall(Moment.IN_HEADERS), "stall IN_HEADERS"),
        arguments(Fault.stallAfter(0), "stall after 0 bytes"),
        arguments(Fault.trickle(Duration.ZERO), "trickle PT0S"),
        arguments(Fault.halfBody(), "half body"),
        arguments(Fault.contentLengthTooLong(), "Content-Length too long"),
        arguments(Fault.contentLengthTooShort(), "Content-Length too short"),
        arguments(Fault.informational(100), "informational 100"),
        arguments(Fault.informational(199), "informational 199"),
        arguments(Fault.extraHeader("A", "b"), "extra A"),
        arguments(Fault.failure(200, 7, "no"), "200 with code 7"),
        arguments(Fault.failure(599, 7, "no"), "599 with code 7"),
        arguments(Fault.response(599, "text/plain", "a"), "599 with text/plain"),
        arguments(Fault.empty(599), "599 empty"),
        arguments(Fault.html(502), "502 with text/html; charset=utf-8"),
        arguments(Fault.gzipBomb(), "gzip bomb"),
        arguments(Fault.tooManyRequests(), "429"),
        arguments(Fault.tooManyRequests("2"), "429, Retry-After: 2"),
        arguments(Fault.tooManyRequests(Duration.ofSeconds(2)), "429, Retry-After: Date + PT2S"),
        arguments(Fault.redirect(303, "/"), "redirect 303"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100, 199, 600})
  void areNotGivenToAResponseOfNoFinalStatus(int status) {
    List<ThrowingCallable> faults =
        List.of(
            () -> Fault.response(status, "text/plain", "a"),
            () -> Fault.failure(status, 7, "no"),
            () -> Fault.empty(status),
            () -> Fault.html(status));

    assertThat(faults)
        .allSatisfy(
            fault ->
                assertThatThrownBy(fault)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("httpStatus must be 200 to 599: " + status));
  }
}
