package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import okhttp3.Address;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads what is sent in plain http: the one that is connected to, by its address. */
class CleartextPolicyTest {

  private static final HttpUrl URL = HttpUrl.get("http://localhost:8080/api");

  @ParameterizedTest
  @CsvSource({
    // proxy, its address, what is connected to, refused
    "DIRECT, , 127.0.0.1, false",
    "DIRECT, , 127.255.0.9, false",
    "DIRECT, , ::1, false",
    "DIRECT, , 192.0.2.1, true",
    "DIRECT, , 0.0.0.0, true",
    "DIRECT, , 169.254.169.254, true",
    "DIRECT, , 2001:db8::1, true",
    "HTTP, 127.0.0.1, 127.0.0.1, false",
    "SOCKS, unresolved, unresolved, false",
    "HTTP, 192.0.2.1, 192.0.2.1, true",
    "HTTP, 127.0.0.1, 192.0.2.1, true", // its name was looked up again
    "SOCKS, 127.0.0.1, unresolved, false",
    "SOCKS, ::1, unresolved, false",
    "SOCKS, 192.0.2.1, unresolved, true",
    "SOCKS, 192.0.2.1, 127.0.0.1, true", // what it is asked to connect to is not who reads
  })
  void plainHttpStaysOnThisMachine(
      Proxy.Type type, String proxyAddress, String target, boolean refused) throws Exception {
    Proxy proxy =
        type == Proxy.Type.DIRECT ? Proxy.NO_PROXY : new Proxy(type, address(proxyAddress));
    OkHttpClient http = new OkHttpClient();
    Address address =
        new Address(
            URL.host(),
            URL.port(),
            http.dns(),
            http.socketFactory(),
            null,
            null,
            null,
            http.proxyAuthenticator(),
            null,
            http.protocols(),
            http.connectionSpecs(),
            http.proxySelector());
    Route route = new Route(address, proxy, address(target));
    assertThat(catchThrowable(() -> CleartextPolicy.requireLoopback(URL, route)) != null)
        .isEqualTo(refused);
  }

  private static InetSocketAddress address(String literal) throws UnknownHostException {
    return literal.equals("unresolved")
        ? InetSocketAddress.createUnresolved("localhost", 8080)
        : new InetSocketAddress(InetAddress.getAllByName(literal)[0], 8080);
  }
}
