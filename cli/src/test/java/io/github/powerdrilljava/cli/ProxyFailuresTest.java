package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a proxy that does not help, and what never is. */
@Isolated("It hears the log of the whole JVM.")
class ProxyFailuresTest extends AtCompanyNetwork {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''     | PROXY refuses the user name and password. --proxy-login-file FILE gives | wrong",
        "''     | PROXY asks for a user name and password. Give them with --proxy-login-file FILE. | ''",
        "403 No | PROXY does not connect to powerdrill.example, with HTTP 403. Check which hosts | wrong",
        "503 No | PROXY does not connect to powerdrill.example, with HTTP 503. Own trace | wrong",
        "down   | connection refused by the proxy ADDRESS, or it is unreachable. | wrong",
      })
  void aProxyThatDoesNotHelpIsNamedWithWhereItIsSet(String refusal, String told, String password)
      throws IOException {
    CompanyNetwork proxy =
        new CompanyNetwork(server.getPort(), "me:pa55", refusal.isEmpty() ? null : refusal);
    if (refusal.equals("down")) {
      proxy.close();
    }
    try (proxy) {
      String url =
          password.isEmpty() ? proxy.url() : proxy.url().replace("//", "//me:" + password + "@");
      Outcome outcome = presign(Map.of("HTTPS_PROXY", url));

      assertThat(outcome.exitCode()).isEqualTo(6);
      assertThat(outcome.err())
          .contains(
              told.replace("PROXY", "the proxy ADDRESS")
                  .replace("ADDRESS", proxy.url().substring("http://".length())),
              "The proxy " + proxy.url() + " is set by HTTPS_PROXY.")
          .doesNotContain("wrong", "proxyAuthenticator");
    }
  }

  @Test
  void aProxyWhoseNameIsUnknownIsNamed() throws IOException {
    Outcome outcome = presign(Map.of(), "--proxy", "http://proxy.invalid:3128");

    assertThat(outcome.exitCode()).isEqualTo(6);
    assertThat(outcome.err())
        .contains("no response from powerdrill.example, the name of the proxy proxy.invalid:3128")
        .contains("cannot be resolved. Check the name, the network and DNS.")
        .endsWith(" The proxy http://proxy.invalid:3128 is set by --proxy.\n");
  }

  @Test
  void anIpv6ProxyIsUsedAndNamed() throws IOException {
    try (CompanyNetwork proxy = CompanyNetwork.onIpv6(server.getPort(), "me:pa55")) {
      String url = proxy.url();

      assertThat(url).startsWith("http://[::1]:");
      assertThat(presign(Map.of("HTTPS_PROXY", url.replace("//", "//me:pa55@"))).exitCode())
          .isZero();
      assertThat(presign(Map.of(), "--proxy", url).err())
          .contains("the proxy " + url.substring("http://".length()) + " asks for a user name")
          .contains("The proxy " + url + " is set by --proxy.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"me:s3same-0pen", "other:x", "403 No"})
  void thePasswordIsNeverShown(String known) throws IOException {
    String password = "s3same-0pen";
    try (CompanyNetwork proxy =
        known.startsWith("403")
            ? new CompanyNetwork(server.getPort(), null, known)
            : proxy(known)) {
      Outcome outcome =
          presign(
              Map.of("HTTPS_PROXY", proxy.url().replace("//", "//me:" + password + "@")),
              "--verbose");

      assertThat(outcome.err()).contains("POST https://powerdrill.example/api/");
      assertThat(outcome.everything())
          .doesNotContain(
              password,
              Base64.getEncoder()
                  .encodeToString(("me:" + password).getBytes(StandardCharsets.UTF_8)));
    }
  }
}
