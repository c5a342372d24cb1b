package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** How a proxy gets its login: {@link io.github.powerdrilljava.GuardedProxyTest}. */
class ProxyLoginTest {

  private static final Request CONNECT =
      new Request.Builder().url("https://powerdrill.example/").build();

  @Test
  void sendsAGivenLoginBeforeTheProxyAsksForIt() throws IOException {
    Request withLogin = CONNECT.newBuilder().header(ProxyLogin.CREDENTIALS, "Basic eA==").build();
    Response notAskedYet =
        new Response.Builder()
            .request(CONNECT)
            .protocol(Protocol.HTTP_1_1)
            .code(407)
            .message("Preemptive Authenticate")
            .header("Proxy-Authenticate", "OkHttp-Preemptive")
            .build();
    assertThat(new ProxyLogin((route, response) -> withLogin).authenticate(null, notAskedYet))
        .isEqualTo(withLogin);
  }
}
