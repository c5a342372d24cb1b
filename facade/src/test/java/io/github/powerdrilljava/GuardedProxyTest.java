package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that asks for a login gets the caller's, and is named where that does not help. */
@Timeout(30)
class GuardedProxyTest extends AtProxy {

  private static final String WHO_ARE_YOU =
      "HTTP/1.1 407 Who\nProxy-Authenticate: Basic realm=\"x\"\nContent-Length: 0\n\n";

  private static final String LOGIN = Credentials.basic("me", "pa55");

  /** A proxy that asks for a login; by CONNECT it leads to a TLS server that is not there. */
  private static RawServer guarded(@Nullable String login) {
    return new RawServer(
        connection -> {
          String request = connection.request();
          while (request != null) {
            boolean known = login != null && request.contains("Proxy-Authorization: " + login);
            if (known && request.startsWith("CONNECT")) {
              connection.send("HTTP/1.1 200 Connected\n\n");
              return;
            }
            connection.send(
                !known
                    ? WHO_ARE_YOU
                    : request.startsWith("POST")
                        ? PRESIGNED
                        : "HTTP/1.1 200 OK\nContent-Length: 3\n\na,b");
            request = connection.request();
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aProxyThatAsksForAPasswordIsNamed(Scheme scheme) {
    try (RawServer proxy = guarded(null)) {
      Settings settings =
          new Settings(
              scheme.origin + "/api", new OkHttpClient.Builder().proxy(http(proxy)).build());
      String words = "the proxy localhost:" + proxy.port() + " asks for a user name and password.";
      assertThat(presign(settings))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining(words)
          .hasMessageContaining("proxyAuthenticator");
      assertThat(proxy.requests()).as("never retried").hasSize(1);
      assertThat(download(settings, scheme.origin + "/object?sig=1"))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(words);
      assertThat(proxy.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProxyThatRefusesThePasswordIsNamed(Scheme scheme) {
    try (RawServer proxy = guarded(Credentials.basic("other", "other"))) {
      Settings settings =
          new Settings(
              scheme.origin + "/api",
              new OkHttpClient.Builder()
                  .proxy(http(proxy))
                  .proxyAuthenticator(GuardedProxyTest::login)
                  .build());
      String words = "the proxy localhost:" + proxy.port() + " refuses the user name and password.";
      assertThat(presign(settings)).hasMessageContaining(words);
      assertThat(download(settings, scheme.origin + "/object?sig=1")).hasMessageContaining(words);
      assertThat(proxy.requests()).hasSizeLessThanOrEqualTo(4);
    }
  }

  private static Request login(@Nullable Route route, Response response) {
    return response.request().newBuilder().header("Proxy-Authorization", LOGIN).build();
  }

  @Test
  void theGivenClientsLoginIsUsedOverPlainHttp() throws Exception {
    try (RawServer proxy = guarded(LOGIN)) {
      Settings settings =
          new Settings(
              Scheme.HTTP.origin + "/api",
              new OkHttpClient.Builder()
                  .proxy(http(proxy))
                  .proxyAuthenticator(GuardedProxyTest::login)
                  .build());
      assertThat(presign(settings)).isNull();
      assertThat(download(settings, Scheme.HTTP.origin + "/object?sig=1")).isNull();
      assertThat(dir.resolve("a.csv")).hasContent("a,b");
      assertThat(proxy.requests())
          .noneMatch(head -> head.startsWith("GET") && head.contains("x-pd-api-key"));
    }
  }

  @Test
  void theGivenClientsLoginIsUsedOverHttps() throws Exception {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates tls =
        new HandshakeCertificates.Builder()
            .heldCertificate(held)
            .addTrustedCertificate(held.certificate())
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(tls.sslSocketFactory());
      server.enqueue(new MockResponse.Builder().body(ScriptedServer.SUCCESS).build());
      server.enqueue(new MockResponse.Builder().body("a,b").build());
      server.start();
      String origin = "https://localhost:" + server.getPort();
      try (RawServer proxy = tunnel(server.getPort())) {
        Settings settings =
            new Settings(
                origin + "/api",
                new OkHttpClient.Builder()
                    .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
                    .proxy(http(proxy))
                    .proxyAuthenticator(GuardedProxyTest::login)
                    .build());
        assertThat(presign(settings)).isNull();
        assertThat(download(settings, origin + "/object?sig=1")).isNull();
        assertThat(dir.resolve("a.csv")).hasContent("a,b");
        assertThat(proxy.requests()).allMatch(head -> head.startsWith("CONNECT"));
      }
    }
  }

  private static RawServer tunnel(int port) {
    return new RawServer(
        connection -> {
          String request = connection.request();
          while (request != null && !request.contains("Proxy-Authorization: " + LOGIN)) {
            connection.send(WHO_ARE_YOU);
            request = connection.request();
          }
          if (request != null) {
            connection.send("HTTP/1.1 200 Connected\n\n");
            connection.passOn(port);
          }
        });
  }

  @Test
  void a407FromWhatIsNoProxyBlamesNeitherTheKeyNorTheService() {
    try (RawServer server = RawServer.responding(WHO_ARE_YOU)) {
      assertThat(presign(new Settings(server.url("/api"), new OkHttpClient())))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining("a proxy asks for a user name and password, although no");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
