package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.RawClient.Arrived;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a connection ends on which something came that is no request. */
@Timeout(60)
class RefusedClientTest {
  private static final String NO_REQUEST = "GET / FTP/1.1\r\n\r\n";

  private final LoopbackServer server = LoopbackServer.open("refusing", 0);
  private final URI address = URI.create("http://127.0.0.1:" + server.port());

  RefusedClientTest() {
    server.serve(
        new Connection.Endpoint(
            Side.API,
            (request, body) -> HttpResponse.of(200),
            new Faults(server),
            InstantSource.system(),
            null));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aClientThatHasSentMoreReadsTheWholeResponseAndNoReset() throws IOException {
    Arrived arrived = RawClient.exchange(address, NO_REQUEST + RawClient.moreThanIsBuffered());

    assertThat(arrived.bytes()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
    assertThat(arrived.reset()).isFalse();
  }

  @Test
  void aClientThatBeginsWithAZeroByteGetsAResponse() throws IOException {
    assertThat(RawClient.exchange(address, "\0GET / HTTP/1.1\r\nHost: h\r\n\r\n").bytes())
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aClientOfHttp10GetsNoContinue() throws IOException {
    String request = "PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na";

    assertThat(RawClient.exchange(address, request).bytes()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aClientThatStaysReadsTheEndOfTheResponse() throws IOException {
    try (RawClient client = new RawClient(address)) {
      client.send(NO_REQUEST);

      assertThat(client.readToTheEnd().bytes()).endsWith("Connection: close\r\n\r\n");
    }
  }

  @Test
  void aClientThatSendsForEverIsCutOff() throws IOException {
    try (RawClient client = new RawClient(address)) {
      client.send(NO_REQUEST);
      for (int i = 0; i < 64; i++) {
        client.send("x".repeat(1024 * 1024));
      }

      assertThat(client.readToTheEnd().reset()).isTrue();
    }
  }
}
