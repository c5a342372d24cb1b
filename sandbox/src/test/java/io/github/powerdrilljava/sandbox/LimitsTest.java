package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.net.URI;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The server takes what is as long as it may be, and refuses what is longer by one byte. */
@Timeout(60)
class LimitsTest {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final String END = "\r\n\r\n";

  private final LoopbackServer server = LoopbackServer.open("limits", 0);
  private final URI address = URI.create("http://127.0.0.1:" + server.port());

  /** It responds with the length of what it was sent. */
  LimitsTest() {
    server.serve(
        new Connection.Endpoint(
            Side.API,
            (request, body) ->
                HttpResponse.of(200).with(HttpBody.of("body of " + body.length + " bytes")),
            new Faults(server),
            InstantSource.system(),
            null));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String line(int length) {
    String around = "GET / HTTP/1.1";
    return "GET /" + "a".repeat(length - around.length()) + " HTTP/1.1\r\nHost: h" + END;
  }

  private static String put(String framing, String body) {
    return "PUT / HTTP/1.1\r\nHost: h\r\n" + framing + END + body;
  }

  private static String chunks(int extra) {
    String chunk = Integer.toHexString(MIB) + "\r\n" + "x".repeat(MIB) + "\r\n";
    String last = extra == 0 ? "" : "1\r\nx\r\n";
    return put("Transfer-Encoding: chunked", chunk.repeat(16) + last + "0" + END);
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("line of 16 KiB", line(16 * KIB), "200 OK"),
        Arguments.of("longer line", line(16 * KIB + 1), "414 "),
        Arguments.of(
            "body of 16 MiB", put("Content-Length: " + 16 * MIB, "x".repeat(16 * MIB)), "200 OK"),
        Arguments.of("longer body", put("Content-Length: " + (16 * MIB + 1), ""), "413 "),
        Arguments.of("chunks of 16 MiB together", chunks(0), "200 OK"),
        Arguments.of("more chunks", chunks(1), "413 "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void takesWhatIsNotTooLong(String what, String request, String status) throws Exception {
    String response = RawClient.exchange(address, request).bytes();

    assertThat(response).startsWith("HTTP/1.1 " + status);
    if (status.startsWith("200") && !what.startsWith("line")) {
      assertThat(response).endsWith("body of " + 16 * MIB + " bytes");
    }
  }
}
