package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.sandbox.Fault.Moment;
import io.github.powerdrilljava.sandbox.RawClient.Arrived;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes after a fault on the same connection, and before any request. */
@Timeout(60)
class BrokenConnectionTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

  private final ArrivalLog requests = new ArrivalLog();
  private final LoopbackServer server = LoopbackServer.open("broken", 0);
  private final URI address = URI.create("http://127.0.0.1:" + server.port());
  private final Faults faults = new Faults(server);

  BrokenConnectionTest() {
    HttpHandler handler =
        (request, body) -> {
          requests.add(request);
          return HttpResponse.of(200).with(HttpBody.of("0123"));
        };
    server.serve(new Connection.Endpoint(Side.API, handler, faults, InstantSource.system(), null));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void sendsNothingMoreAfterAStall(Fault stall, String end) throws IOException {
    faults.next(stall);

    Arrived arrived = RawClient.exchange(address, REQUEST.repeat(2));

    assertThat(arrived.bytes()).endsWith(end).hasSizeLessThan(100);
    assertThat(arrived.reset()).isFalse();
    assertThat(requests.count()).isEqualTo(1);
  }

  static Stream<Arguments> sendsNothingMoreAfterAStall() {
    return Stream.of(
        arguments(Fault.stall(Moment.BEFORE_RESPONSE), ""),
        arguments(Fault.stall(Moment.IN_BODY), "\r\n\r\n01"),
        arguments(Fault.stallAfter(0), "\r\n\r\n"),
        arguments(Fault.stallAfter(3), "\r\n\r\n012"));
  }

  @Test
  void readsOnWhileItStalls() throws IOException {
    faults.next(Fault.stall(Moment.IN_BODY));

    Arrived arrived = RawClient.exchange(address, REQUEST + RawClient.moreThanIsBuffered());

    assertThat(arrived.bytes()).endsWith("\r\n\r\n01");
    assertThat(arrived.reset()).isFalse();
  }

  @Test
  void resetsAConnectionOnWhichNothingWasSent() throws IOException {
    faults.next(Fault.resetConnection());
    try (RawClient client = new RawClient(address)) {
      assertThat(client.readToTheEnd()).isEqualTo(new Arrived("", true));
    }

    assertThat(faults.pending()).isZero();
    assertThat(faults.used()).isEqualTo(1);
    assertThat(RawClient.exchange(address, REQUEST).bytes()).endsWith("0123");
  }

  @Test
  void failsNoRequestIfNoneIsToFail() throws IOException {
    faults.randomly(0, 7, Fault.resetConnection());

    assertThat(RawClient.exchange(address, REQUEST.repeat(50)).bytes().split("0123", -1))
        .hasSize(51);
    assertThat(faults.used()).isZero();
  }
}
