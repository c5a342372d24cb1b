package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.Retries;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionErrorsTest {

  private final Transport transport =
      new Transport(
          new OkHttpClient(),
          true,
          HttpUrl.get("https://api.example/"),
          "secret-key",
          CleartextPolicy.TO_LOOPBACK_ONLY,
          Retries.NONE,
          Time.real(),
          Observers.NONE);
  private final ConnectionErrors failures =
      new ConnectionErrors(transport, new Redactor("secret-key"));

  @AfterEach
  void close() {
    transport.close();
  }

  static Stream<Arguments> causes() {
    return Stream.of(
        arguments(
            new UnknownHostException("api.example"),
            "its name cannot be resolved. Check the name, the network and DNS."),
        arguments(
            new ConnectException("Connection refused"),
            "connection refused, or host unreachable. Check the address, the network and the proxy."),
        arguments(
            new NoRouteToHostException("No route to host"),
            "connection refused, or host unreachable. Check the address, the network and the proxy."),
        arguments(
            new SSLHandshakeException("no path to\na trusted certificate"),
            "TLS failed: no path to a trusted certificate. Check the certificate, the trust store"
                + " and the clock."),
        arguments(
            new SocketTimeoutException("timeout"),
            "it did not connect or went silent for too long. Check the network, or allow more"
                + " time."),
        arguments(
            new InterruptedIOException("timeout"),
            "the call took longer than its timeout. Check the network, or allow more time."),
        arguments(new CancelledException(), "the call was cancelled."),
        arguments(
            new SocketException("Connection\nreset"), "the connection broke: Connection reset."),
        arguments(
            new BrokenResponseException("the response has several lengths: 1, 2"),
            "the response has several lengths: 1, 2. Check whether a proxy in between changes what"
                + " it passes on."),
        arguments(new EOFException(), "the connection broke: EOFException."),
        arguments(new SocketException(" "), "the connection broke: SocketException."),
        arguments(
            new SSLException((String) null),
            "TLS failed: SSLException. Check the certificate, the trust store and the clock."));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void saysWhatHappenedAndWhatToDo(IOException cause, String reason) {
    assertThat(failures.reason(cause)).isEqualTo(reason);
  }

  @Test
  void callsAResponseMissingUnlessItIsNotValid() {
    HttpUrl url = HttpUrl.get("https://api.example/x");
    assertThat(failures.noResponse("complete response", url, new EOFException()))
        .isEqualTo("no complete response from api.example, the connection broke: EOFException.");
    assertThat(failures.noResponse("complete response", url, new BrokenResponseException("odd")))
        .startsWith("no valid response from api.example, odd. Check ");
  }

  @Test
  void blamesTheInterruptWhateverItLookedLike() {
    Thread.currentThread().interrupt();
    try {
      assertThat(failures.reason(new SocketTimeoutException("timeout")))
          .isEqualTo("the thread was interrupted.");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void blamesTheClosingWhateverItLookedLike() {
    transport.close();
    assertThat(failures.reason(new SocketException("Socket closed")))
        .isEqualTo("the client was closed.");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example/x, api.example",
    "https://api.example:8443/x, api.example:8443",
    "http://api.example/x, api.example",
    "http://api.example:443/x, api.example:443",
  })
  void namesThePortWhereItIsNotTheUsualOne(String url, String address) {
    assertThat(ConnectionErrors.address(HttpUrl.get(url))).isEqualTo(address);
  }
}
