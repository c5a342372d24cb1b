package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.internal.http.TrustedCertificates;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A company's own certificates are trusted beside the public ones, also through its proxy. */
@Timeout(30)
class TrustCertificatesTest {

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Company CA").build();
  private static final HandshakeCertificates SERVER =
      new HandshakeCertificates.Builder()
          .heldCertificate(
              new HeldCertificate.Builder()
                  .signedBy(AUTHORITY)
                  .addSubjectAlternativeName("powerdrill.example")
                  .build())
          .build();
  private static final String WHO_ARE_YOU =
      "HTTP/1.1 407 Who\nProxy-Authenticate: %s\nContent-Length: 0\n\n";

  @TempDir private Path dir;

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.useHttps(SERVER.sslSocketFactory());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path pem(String content) throws IOException {
    return Files.writeString(dir.resolve("ca.pem"), content);
  }

  private static PowerdrillClient.Builder client(String host, int port) {
    return PowerdrillClient.builder()
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .retries(Retries.NONE)
        .baseUrl("https://" + host + ":" + port + "/api");
  }

  private static Throwable presign(PowerdrillClient.Builder settings) {
    try (PowerdrillClient client = settings.build()) {
      return catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    }
  }

  /** Whatever is asked for, this leads to the server, as a proxy of a company does. */
  private RawServer proxy(String challenge, String login) {
    return new RawServer(
        connection -> {
          String request = connection.request();
          while (request != null && !request.contains("Proxy-Authorization: " + login)) {
            connection.send(WHO_ARE_YOU.formatted(challenge));
            request = connection.request();
          }
          if (request != null) {
            connection.send("HTTP/1.1 200 Connected\n\n");
            connection.passOn(server.getPort());
          }
        });
  }

  private static Proxy http(RawServer proxy) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", proxy.port()));
  }

  private static Authenticator login(String password, List<String> asked) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        asked.add(getRequestorType() + " " + getRequestingHost() + ":" + getRequestingPort());
        return new PasswordAuthentication("me", password.toCharArray());
      }
    };
  }

  @Test
  void areTrustedThroughAProxyThatGetsItsPassword() throws Exception {
    server.enqueue(new MockResponse.Builder().body(ScriptedServer.SUCCESS).build());
    server.enqueue(new MockResponse.Builder().body("a,b").build());
    List<String> asked = new CopyOnWriteArrayList<>();
    Path pem = pem("Company CA, for everyone\r\n" + AUTHORITY.certificatePem());
    try (RawServer proxy = proxy("Basic realm=\"x\"", Credentials.basic("me", "pa55"))) {
      assertThat(
              presign(
                  client("powerdrill.example", 443)
                      .trustCertificates(pem)
                      .proxy(http(proxy))
                      .proxyAuthenticator(login("pa55", asked))))
          .isNull();
      assertThat(asked).isNotEmpty().containsOnly("PROXY 127.0.0.1:" + proxy.port());
      try (Downloader downloader =
          Downloader.builder()
              .trustCertificates(pem)
              .proxy(selecting(http(proxy)))
              .proxyAuthenticator(login("pa55", asked))
              .build()) {
        PresignedUrl url = new PresignedUrl("https://powerdrill.example/a?sig=1", Instant.MAX);
        assertThat(downloader.download(url, dir.resolve("a.csv"))).hasContent("a,b");
      }
      assertThat(proxy.requests())
          .allMatch(head -> head.startsWith("CONNECT powerdrill.example:443"));
    }
    assertThat(server.takeRequest(1, TimeUnit.SECONDS).getHeaders().get("Proxy-Authorization"))
        .isNull();
  }

  private static ProxySelector selecting(Proxy proxy) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(proxy);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    };
  }

  @Test
  void aWrongPasswordIsSentOnceAndNamesTheProxy() {
    try (RawServer proxy = proxy("Basic realm=\"x\"", Credentials.basic("me", "pa55"))) {
      assertThat(
              presign(
                  client("powerdrill.example", 443)
                      .retries(Retries.DEFAULT)
                      .proxy(http(proxy))
                      .proxyAuthenticator(login("wrong", new ArrayList<>()))))
          .hasMessageContaining(
              "the proxy 127.0.0.1:" + proxy.port() + " refuses the user name and password")
          .hasMessageNotContaining("wrong");
      assertThat(proxy.requests()).hasSize(2);
    }
  }

  @Test
  void aProxyThatWantsAnotherKindOfLoginIsNamed() {
    try (RawServer proxy = proxy("Negotiate", "never")) {
      assertThat(
              presign(
                  client("powerdrill.example", 443)
                      .retries(Retries.DEFAULT)
                      .proxy(http(proxy))
                      .proxyAuthenticator(login("pa55", new ArrayList<>()))))
          .hasMessageContaining("asks for a login by Negotiate, and only Basic is supported");
      assertThat(proxy.requests()).hasSize(1);
    }
  }

  @Test
  void hostNamesAreStillVerified() throws Exception {
    assertThat(
            presign(
                client("localhost", server.getPort())
                    .trustCertificates(pem(AUTHORITY.certificatePem()))))
        .hasMessageContaining("Hostname localhost not verified");
  }

  @Test
  void othersAreStillNotTrusted() throws Exception {
    HeldCertificate other = new HeldCertificate.Builder().certificateAuthority(0).build();
    assertThat(
            presign(
                client("localhost", server.getPort())
                    .trustCertificates(pem(other.certificatePem()))))
        .hasMessageContaining("TLS failed");
  }

  @Test
  void thePublicOnesAreStillTrusted() throws Exception {
    OkHttpClient http =
        TrustedCertificates.build(
            new OkHttpClient.Builder(),
            TrustedCertificates.read(pem(AUTHORITY.certificatePem()), Instant.now()));
    TrustManagerFactory java =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    java.init((KeyStore) null);

    assertThat(http.x509TrustManager().getAcceptedIssuers())
        .hasSizeGreaterThan(10)
        .contains(((X509TrustManager) java.getTrustManagers()[0]).getAcceptedIssuers())
        .contains(AUTHORITY.certificate());
  }
}
