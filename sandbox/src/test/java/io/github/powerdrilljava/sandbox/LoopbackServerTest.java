package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's HTTP, seen from a socket; it answers with what it was asked. */
@Timeout(60)
class LoopbackServerTest {
  private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

  private final LoopbackServer server = LoopbackServer.open("test", 0);
  private final URI address = URI.create("http://127.0.0.1:" + server.port());

  LoopbackServerTest() {
    server.serve(
        new Connection.Endpoint(
            Side.API,
            (request, body) ->
                HttpAnswer.of(200)
                    .with(
                        HttpBody.of(
                            request.method()
                                + " "
                                + request.target()
                                + " ["
                                + new String(body, ISO_8859_1)
                                + "]")),
            new Faults(server),
            Clock.systemUTC(),
            null));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a body of some length | POST /a?b HTTP/1.1;Content-Length: 3;;xyz | POST /a?b [xyz]",
        "no body | GET /a HTTP/1.1;; | GET /a []",
        "chunks | PUT / HTTP/1.1;Transfer-Encoding: chunked;;2~x=y;ab;1;c;0;; | PUT / [abc]",
        "trailers | PUT / HTTP/1.1;transfer-encoding: Chunked;;1;a;0;T: 1;U: 2;; | PUT / [a]",
      })
  void readsARequestWithAndLeavesTheConnectionOpen(String what, String request, String answer)
      throws IOException {
    String wire = request.replace(";", "\r\n").replace("~", ";");

    assertThat(RawClient.exchange(address, wire.repeat(2)).bytes())
        .isEqualTo(answer(answer, "").repeat(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1;Connection: Close;;", "HTTP/1.0;;", "HTTP/1.0;x: y;;"})
  void closesTheConnectionOfAClientThatWantsNoMore(String rest) throws IOException {
    String request = ("GET /a " + rest).replace(";", "\r\n");
    try (RawClient client = new RawClient(address)) {
      client.send(request);

      assertThat(client.readToTheEnd().bytes())
          .isEqualTo(answer("GET /a []", "Connection: close\r\n"));
    }
  }

  @Test
  void sendsNoBodyToAHead() throws IOException {
    String head = answer("HEAD /a []", "").replace("HEAD /a []", "");

    assertThat(RawClient.exchange(address, "HEAD /a HTTP/1.1\r\n\r\n".repeat(2)).bytes())
        .isEqualTo(head.repeat(2));
  }

  @Test
  void asksForABodyThatWaitsToBeAskedFor() throws IOException {
    String go = "HTTP/1.1 100 Continue\r\n\r\n";
    try (RawClient client = new RawClient(address)) {
      client.send("PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
      assertThat(client.read(go.length())).isEqualTo(go);
      client.send("b");
      client.finish();

      assertThat(client.readToTheEnd().bytes()).isEqualTo(answer("PUT /a [b]", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a;;",
        "GET  /a HTTP/1.1;;",
        "GET /a HTTP/2.0;;",
        "GET /% HTTP/1.1;;",
        "GET /a HTTP/1.1;no colon;;",
        "PUT /a HTTP/1.1;Content-Length: x;;",
        "PUT /a HTTP/1.1;Content-Length: -1;;",
        "PUT /a HTTP/1.1;Content-Length: 99999999999;;",
        "PUT /a HTTP/1.1;Transfer-Encoding: chunked;;z;",
        "PUT /a HTTP/1.1;Transfer-Encoding: chunked;;ffffff;",
      })
  void refusesWhatIsNoRequest(String request) throws IOException {
    assertThat(RawClient.exchange(address, request.replace(";", "\r\n")).bytes())
        .isIn(BAD_REQUEST, "");
  }

  @Test
  void refusesAHeadThatNeverEnds() throws IOException {
    try (RawClient client = new RawClient(address)) {
      client.send("GET / HTTP/1.1\r\nx: " + "y".repeat(64 * 1024 - 17));

      assertThat(client.readToTheEnd().bytes()).isEqualTo(BAD_REQUEST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET", "GET / HTTP/1.1;", "PUT / HTTP/1.1;Content-Length: 2;;x"})
  void saysNothingToAClientThatLeavesTooEarly(String request) throws IOException {
    assertThat(RawClient.exchange(address, request.replace(";", "\r\n")).bytes()).isEmpty();
  }

  private static String answer(String body, String connection) {
    return "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + connection
        + "\r\n"
        + body;
  }
}
