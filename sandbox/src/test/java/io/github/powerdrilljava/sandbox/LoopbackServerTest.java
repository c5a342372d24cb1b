package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's HTTP, seen from a socket; it answers with what it was asked. */
@Timeout(60)
class LoopbackServerTest {
  private static final String PUT = "PUT / HTTP/1.1;Host: h;";
  private static final String CHUNKS = PUT + "Transfer-Encoding: chunked;;";

  private final LoopbackServer server = LoopbackServer.open("test", 0);
  private final URI address = URI.create("http://127.0.0.1:" + server.port());

  LoopbackServerTest() {
    server.serve(
        new Connection.Endpoint(
            Side.API,
            (request, body) ->
                HttpResponse.of(200)
                    .with(
                        HttpBody.of(
                            request.method()
                                + " "
                                + request.target()
                                + " ["
                                + new String(body, ISO_8859_1)
                                + "]")),
            new Faults(server),
            InstantSource.system(),
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
        "a body of some length | POST /a?b HTTP/1.1;Host: h;Content-Length: 3;;xyz | POST /a?b [xyz]",
        "one length given twice | PUT / HTTP/1.1;Host: h;Content-Length: 1, 1;;a | PUT / [a]",
        "one length in two lines | PUT / HTTP/1.1;Content-Length: 1;Host:;content-length: 1;;a | PUT / [a]",
        "a length with zeros | PUT / HTTP/1.1;Host: h;Content-Length: 0000000000001;;a | PUT / [a]",
        "no body | GET /a HTTP/1.1;Host: [::1]:80;; | GET /a []",
        "an empty line before it | ;GET /a HTTP/1.1;Host: h;; | GET /a []",
        "a later minor version | GET /a HTTP/1.9;Host: h;; | GET /a []",
        "a method in lower case | get /a HTTP/1.1;Host: h;; | get /a []",
        "the target of a proxy | GET http://u.example:80/a?b HTTP/1.1;Host: h;; | GET http://u.example:80/a?b []",
        "a target for all | OPTIONS * HTTP/1.1;Host: h;; | OPTIONS * []",
        "a target to connect to | CONNECT h:443 HTTP/1.1;Host: h;; | CONNECT h:443 []",
        "a header without a value | GET /a HTTP/1.1;Host: h;x:;; | GET /a []",
        "no expectation without a body | GET /a HTTP/1.1;Host: h;Expect: 100-continue;; | GET /a []",
        "chunks | PUT / HTTP/1.1;Host: h;Transfer-Encoding: chunked;;2~x=y;ab;1;c;0;; | PUT / [abc]",
        "chunks with blanks | PUT / HTTP/1.1;Host: h;Transfer-Encoding: chunked;;0A ~ x;0123456789;00;; | PUT / [0123456789]",
        "trailers | PUT / HTTP/1.1;Host: h;transfer-encoding: Chunked;;1;a;0;T: 1;U: 2;; | PUT / [a]",
      })
  void readsARequestWithAndLeavesTheConnectionOpen(String what, String request, String response)
      throws IOException {
    String wire = request.replace(";", "\r\n").replace("~", ";");

    assertThat(RawClient.exchange(address, wire.repeat(2)).bytes())
        .isEqualTo(response(response, "").repeat(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1;Host: h;Connection: Close;;",
        "HTTP/1.1;Host: h;Connection: foo, close;;",
        "HTTP/1.1;Host: h;Connection: foo;Connection: ,\tclose ;;",
        "HTTP/1.0;;",
        "HTTP/1.0;x: y;;",
        "HTTP/1.0;Connection: keep-alive;;"
      })
  void closesTheConnectionOfAClientThatWantsNoMore(String rest) throws IOException {
    String request = ("GET /a " + rest).replace(";", "\r\n");
    try (RawClient client = new RawClient(address)) {
      client.send(request);

      assertThat(client.readToTheEnd().bytes())
          .isEqualTo(response("GET /a []", "Connection: close\r\n"));
    }
  }

  @Test
  void sendsNoBodyToAHead() throws IOException {
    String head = response("HEAD /a []", "").replace("HEAD /a []", "");

    assertThat(RawClient.exchange(address, "HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n".repeat(2)).bytes())
        .isEqualTo(head.repeat(2));
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1, b", "Transfer-Encoding: chunked, 1;b;0;;"})
  void asksForABodyThatWaitsToBeAskedFor(String framing, String body) throws IOException {
    String go = "HTTP/1.1 100 Continue\r\n\r\n";
    String head = PUT + "Expect: 100-Continue;" + framing + ";;";
    try (RawClient client = new RawClient(address)) {
      client.send(head.replace(";", "\r\n"));
      assertThat(client.read(go.length())).isEqualTo(go);
      client.send(body.replace(";", "\r\n"));
      client.finish();

      assertThat(client.readToTheEnd().bytes()).isEqualTo(response("PUT / [b]", ""));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void refusesWhatIsNoRequest(int status, String request) throws IOException {
    String wire = request.replace(";", "\r\n") + "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    assertThat(RawClient.exchange(address, wire).bytes())
        .startsWith("HTTP/1.1 " + status + " ")
        .endsWith("\r\nDate: D\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  static Stream<Arguments> refusesWhatIsNoRequest() {
    return Stream.of(
            refused(
                400,
                "GET /a;Host: h;;",
                "GET  /a HTTP/1.1;Host: h;;",
                "GET /a  HTTP/1.1;Host: h;;",
                " GET /a HTTP/1.1;Host: h;;",
                ";;GET /a HTTP/1.1;Host: h;;",
                "G[T /a HTTP/1.1;Host: h;;",
                "GET /a http/1.1;Host: h;;",
                "GET /a HTTP/1.10;Host: h;;",
                "GET /a HTTP/1;Host: h;;",
                "GET /a FTP/1.1;Host: h;;"),
            refused(505, "GET /a HTTP/2.0;;", "PRI * HTTP/2.0;;SM;;", "GET /a HTTP/0.9;;"),
            refused(
                400,
                "GET /% HTTP/1.1;Host: h;;",
                "GET /a#b HTTP/1.1;Host: h;;",
                "GET /\u00e4 HTTP/1.1;Host: h;;",
                "GET a HTTP/1.1;Host: h;;",
                "GET * HTTP/1.1;Host: h;;",
                "GET http:// HTTP/1.1;Host: h;;",
                "GET ftp://h/a HTTP/1.1;Host: h;;",
                "GET http://u:p@h/a HTTP/1.1;Host: h;;",
                "GET h:443 HTTP/1.1;Host: h;;",
                "CONNECT /a HTTP/1.1;Host: h;;"),
            refused(
                400,
                "GET /a HTTP/1.1;;",
                "GET /a HTTP/1.1;Host: h;Host: h;;",
                "GET /a HTTP/1.1;Host: a b;;",
                "GET /a HTTP/1.1;Host: h, i/;;",
                "GET /a HTTP/1.1;Host: h;no colon;;",
                "GET /a HTTP/1.1;Host : h;;",
                "GET /a HTTP/1.1;Host: h;x\t: y;;",
                "GET /a HTTP/1.1;Host: h;: y;;",
                "GET /a HTTP/1.1;Host: h; folded;;",
                "GET /a HTTP/1.1; Host: h;;",
                "GET /a HTTP/1.1;Host: h;x: \0;;",
                "GET /a HTTP/1.1;Host: h;x: a\rb;;",
                "GET /a HTTP/1.1;Host: h;x: a\n;",
                "GET /a HTTP/1.1\nHost: h\n\n",
                "\u0016\u0003\u0001"),
            refused(
                400,
                PUT + "Content-Length: x;;",
                PUT + "Content-Length: -1;;",
                PUT + "Content-Length: +1;;a",
                PUT + "Content-Length:;;",
                PUT + "Content-Length: 1 1;;a",
                PUT + "Content-Length: 1;Content-Length: 2;;ab",
                PUT + "Content-Length: 1, 2;;ab",
                PUT + "Content-Length: 1,;;a",
                PUT + "Content-Length: 1;Transfer-Encoding: chunked;;1;a;0;;",
                "PUT / HTTP/1.0;Transfer-Encoding: chunked;;0;;",
                PUT + "Transfer-Encoding:;;",
                PUT + "Transfer-Encoding: gzip;;",
                PUT + "Transfer-Encoding: chunked, gzip;;",
                PUT + "Transfer-Encoding: chunked, chunked;;0;;",
                PUT + "Transfer-Encoding: chunked;Transfer-Encoding: chunked;;0;;",
                PUT + "Transfer-Encoding: chunked~x=y;;0;;"),
            refused(501, PUT + "Transfer-Encoding: gzip, chunked;;0;;"),
            refused(
                400,
                CHUNKS + "z;",
                CHUNKS + ";",
                CHUNKS + "-1;",
                CHUNKS + "0x1;a;0;;",
                CHUNKS + "1 ;a;0;;",
                CHUNKS + "1;ab;0;;",
                CHUNKS + "1\na\n0\n\n",
                CHUNKS + "1;a\n0;;",
                CHUNKS + "1~x\r0;a;0;;",
                CHUNKS + "0;no colon;;"),
            refused(
                413,
                PUT + "Content-Length: 99999999999;;",
                PUT + "Content-Length: 18446744073709551617;;a",
                CHUNKS + "1000001;",
                CHUNKS + "ffffffff;",
                CHUNKS + "10000000000000001;a;0;;"),
            refused(414, "GET /" + "a".repeat(16 * 1024), "G".repeat(16 * 1024 + 1)),
            refused(
                431,
                "GET / HTTP/1.1;x: " + "y".repeat(64 * 1024),
                CHUNKS + "0;" + "x: y;".repeat(16 * 1024 + 1)))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> refused(int status, String... requests) {
    return Stream.of(requests).map(request -> arguments(status, request.replace("~", ";")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ";", "GET", "GET / HTTP/1.1;", "PUT / HTTP/1.1;Host: h;Content-Length: 2;;x"})
  void sendsNothingToAClientThatLeavesTooEarly(String request) throws IOException {
    assertThat(RawClient.exchange(address, request.replace(";", "\r\n")).bytes()).isEmpty();
  }

  private static String response(String body, String connection) {
    return "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + connection
        + "\r\n"
        + body;
  }
}
