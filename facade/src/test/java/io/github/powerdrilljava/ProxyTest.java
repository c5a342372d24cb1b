package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.SocketFactory;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes through a proxy, what must not, and what a proxy may ask for. */
@Timeout(30)
class ProxyTest {

  private static final String PRESIGNED =
      "HTTP/1.1 200 OK\nContent-Length: %d\n\n%s"
          .formatted(ScriptedServer.SUCCESS.length(), ScriptedServer.SUCCESS);

  private static final String WHO_ARE_YOU =
      "HTTP/1.1 407 Who\nProxy-Authenticate: Basic realm=\"x\"\nContent-Length: 0\n\n";

  private static final String LOGIN = Credentials.basic("me", "pa55");

  @TempDir Path dir;

  private static PowerdrillClient.Builder settings(String baseUrl, OkHttpClient http) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .httpClient(http)
        .retries(new Retries(3, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  private static Throwable presign(PowerdrillClient.Builder settings) {
    try (PowerdrillClient client = settings.build()) {
      return catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    }
  }

  private Throwable download(PowerdrillClient.Builder settings, String url) {
    try (Downloader downloader = settings.downloader()) {
      PresignedUrl presigned = new PresignedUrl(url, Instant.now().plusSeconds(600));
      return catchThrowable(() -> downloader.download(presigned, dir.resolve("a.csv")));
    }
  }

  private static Proxy http(RawServer proxy) {
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
  }

  /** Where 192.0.2.1, which is no machine, is this one: what it would get, it gets here. */
  private static final class Diverted extends SocketFactory {
    private final RawServer server;

    Diverted(RawServer server) {
      this.server = server;
    }

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress address, int timeout) throws IOException {
          super.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), timeout);
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private static InetAddress elsewhere() {
    try {
      return InetAddress.getByAddress("elsewhere", new byte[] {(byte) 192, 0, 2, 1});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Selector extends ProxySelector {
    private final Proxy proxy;

    Selector(Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  /** Ways for what is meant for this machine to come to another one. */
  static Stream<Consumer<OkHttpClient.Builder>> waysElsewhere() {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress(elsewhere(), 3128));
    return Stream.of(
        http -> http.proxy(proxy),
        http -> http.proxySelector(new Selector(proxy)),
        http ->
            http.proxy(
                    new Proxy(
                        Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)))
                .dns(host -> List.of(elsewhere())),
        http -> http.dns(host -> List.of(elsewhere())));
  }

  @ParameterizedTest
  @MethodSource("waysElsewhere")
  void nothingInPlainHttpLeavesThisMachine(Consumer<OkHttpClient.Builder> elsewhere) {
    try (RawServer other = RawServer.responding(PRESIGNED)) {
      OkHttpClient.Builder http = new OkHttpClient.Builder().socketFactory(new Diverted(other));
      elsewhere.accept(http);
      for (String host : List.of("http://localhost:8080", "http://powerdrill.localhost")) {
        PowerdrillClient.Builder settings = settings(host + "/api", http.build());
        PowerdrillConnectionException refusal =
            catchThrowableOfType(
                PowerdrillConnectionException.class,
                () -> {
                  throw presign(settings);
                });
        assertThat(refusal).hasMessageContaining("plain http is not sent to other machines: ");
        assertThat(refusal.attempts()).isEqualTo(1);
        assertThat(download(settings, host + "/object?sig=1"))
            .isInstanceOf(DownloadException.class)
            .hasMessageContaining("plain http is not sent to other machines: ");
      }
      assertThat(other.requests()).isEmpty();
      assertThat(presign(settings("http://localhost:8080/api", http.build()).allowInsecureHttp()))
          .isNull();
      assertThat(other.requests()).hasSize(1);
    }
  }

  @Test
  void aProxyOnThisMachineMayPassOnPlainHttp() {
    try (RawServer proxy = RawServer.responding(PRESIGNED)) {
      OkHttpClient http = new OkHttpClient.Builder().proxy(http(proxy)).build();
      assertThat(presign(settings("http://localhost:8080/api", http))).isNull();
      assertThat(proxy.requests().get(0)).startsWith("POST http://localhost:8080/api/");
    }
  }

  @Test
  void aRedirectDoesNotLeadToPlainHttpOnAnotherMachine() {
    try (RawServer other = RawServer.responding(PRESIGNED);
        RawServer store =
            RawServer.responding(
                "HTTP/1.1 302 Found\nLocation: http://plain.example:%d/x\nContent-Length: 0\n\n"
                    .formatted(other.port()))) {
      OkHttpClient http =
          new OkHttpClient.Builder().dns(host -> List.of(InetAddress.getLoopbackAddress())).build();
      PowerdrillClient.Builder settings = settings("http://localhost/api", http);
      assertThat(download(settings, store.url("/object?sig=1")))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("it redirects to plain http on plain.example");
      assertThat(store.requests()).as("never retried").hasSize(1);
      assertThat(other.requests()).isEmpty();
    }
  }

  /** A proxy that wants to know who asks; by CONNECT it leads to a TLS server that is not there. */
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

  private enum Scheme {
    HTTP("http://localhost:8080"),
    HTTPS("https://powerdrill.example");

    final String origin;

    Scheme(String origin) {
      this.origin = origin;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProxyThatAsksForAPasswordIsNamed(Scheme scheme) {
    try (RawServer proxy = guarded(null)) {
      PowerdrillClient.Builder settings =
          settings(scheme.origin + "/api", new OkHttpClient.Builder().proxy(http(proxy)).build());
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
      PowerdrillClient.Builder settings =
          settings(
              scheme.origin + "/api",
              new OkHttpClient.Builder()
                  .proxy(http(proxy))
                  .proxyAuthenticator(ProxyTest::login)
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
      PowerdrillClient.Builder settings =
          settings(
              Scheme.HTTP.origin + "/api",
              new OkHttpClient.Builder()
                  .proxy(http(proxy))
                  .proxyAuthenticator(ProxyTest::login)
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
        PowerdrillClient.Builder settings =
            settings(
                origin + "/api",
                new OkHttpClient.Builder()
                    .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
                    .proxy(http(proxy))
                    .proxyAuthenticator(ProxyTest::login)
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
      assertThat(presign(settings(server.url("/api"), new OkHttpClient())))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining("a proxy asks for a user name and password, although no");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
