package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that leads nowhere is named, and asked again only where that may help. */
@Timeout(30)
class ProxyTest extends AtProxy {

  @ParameterizedTest
  @CsvSource({
    "403 No, 1, 'HTTP 403. Check which hosts it permits.'",
    "405 No, 1, 'HTTP 405. Check which hosts it permits.'",
    "502 No, 3, 'HTTP 502.'",
    "503 No, 3, 'HTTP 503.'",
  })
  void aProxyThatDoesNotConnectIsAskedAgainOnlyIfThatMayHelp(
      String status, int attempts, String told) {
    try (RawServer proxy = RawServer.responding("HTTP/1.1 " + status + "\nContent-Length: 0\n\n")) {
      Settings settings =
          new Settings(
              Scheme.HTTPS.origin + "/api", new OkHttpClient.Builder().proxy(http(proxy)).build());
      String words =
          "the proxy localhost:"
              + proxy.port()
              + " does not connect to powerdrill.example, with "
              + told;
      assertThat(presign(settings))
          .isInstanceOf(PowerdrillConnectionException.class)
          .hasMessageContaining(words);
      assertThat(proxy.requests()).hasSize(attempts);
      assertThat(download(settings, Scheme.HTTPS.origin + "/object?sig=1"))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining(words);
      assertThat(proxy.requests()).hasSize(2 * attempts);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProxyWhoseNameIsUnknownIsNotTakenForTheService(Scheme scheme) {
    Proxy unknown =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 3128));
    Settings settings =
        new Settings(scheme.origin + "/api", new OkHttpClient.Builder().proxy(unknown).build());
    String words = "the name of the proxy proxy.invalid:3128 cannot be resolved. Check the name";

    assertThat(presign(settings))
        .isInstanceOf(PowerdrillConnectionException.class)
        .hasMessageContaining(words);
    assertThat(download(settings, scheme.origin + "/object?sig=1")).hasMessageContaining(words);
  }

  @Test
  void aServiceWhoseNameIsUnknownIsNotTakenForAProxy() {
    Proxy socks = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("p.invalid", 1));
    for (Proxy proxy : List.of(Proxy.NO_PROXY, socks)) {
      assertThat(
              presign(
                  new Settings(
                      "https://powerdrill.invalid/api",
                      new OkHttpClient.Builder().proxy(proxy).build())))
          .hasMessageContaining("no response from powerdrill.invalid, ")
          .message()
          .doesNotContain("proxy ");
    }
  }

  @Test
  void aProxyThatIsDownIsNamed() {
    RawServer proxy = RawServer.responding("");
    proxy.close();
    Settings settings =
        new Settings(
            Scheme.HTTPS.origin + "/api", new OkHttpClient.Builder().proxy(http(proxy)).build());

    assertThat(presign(settings))
        .hasMessageContaining("connection refused by the proxy localhost:" + proxy.port())
        .hasMessageContaining("Tried 3 times.");
  }
}
