package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing in plain http leaves this machine, whatever way it is led. */
@Timeout(30)
class PlainHttpTest extends AtProxy {

  /** Where 192.0.2.1, which is no machine, is this one: what it would get, it gets here. */
  private static Socket diverted(RawServer server) {
    return new Socket() {
      @Override
      public void connect(SocketAddress address, int timeout) throws IOException {
        super.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), timeout);
      }
    };
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
      OkHttpClient.Builder http =
          new OkHttpClient.Builder().socketFactory(new UnconnectedSockets(() -> diverted(other)));
      elsewhere.accept(http);
      for (String host : List.of("http://localhost:8080", "http://powerdrill.localhost")) {
        Settings settings = new Settings(host + "/api", http.build());
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
      assertThat(
              presign(
                  new Settings("http://localhost:8080/api", http.build())
                      .client()
                      .allowInsecureHttp()))
          .isNull();
      assertThat(other.requests()).hasSize(1);
    }
  }

  @Test
  void aProxyOnThisMachineMayPassOnPlainHttp() {
    try (RawServer proxy = RawServer.responding(PRESIGNED)) {
      OkHttpClient http = new OkHttpClient.Builder().proxy(http(proxy)).build();
      assertThat(presign(new Settings("http://localhost:8080/api", http))).isNull();
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
      Settings settings = new Settings("http://localhost/api", http);
      assertThat(download(settings, store.url("/object?sig=1")))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("it redirects to plain http on plain.example");
      assertThat(store.requests()).as("never retried").hasSize(1);
      assertThat(other.requests()).isEmpty();
    }
  }
}
