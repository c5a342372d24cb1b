package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a company's proxy, and with its certificates. */
class NetworkOptionsTest extends AtCompanyNetwork {

  @ParameterizedTest
  @ValueSource(strings = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
  void aVariableNamesTheProxyWithItsLogin(String variable) throws IOException {
    try (CompanyNetwork proxy = proxy("m@e:p:5")) {
      Outcome outcome = presign(Map.of(variable, proxy.url().replace("//", "//m%40e:p%3A5@")));

      assertThat(outcome).isEqualTo(new Outcome(0, "https://store.example/a\n", ""));
      assertThat(proxy.requests())
          .isNotEmpty()
          .containsOnly("CONNECT powerdrill.example:443 HTTP/1.1");
    }
  }

  @Test
  void theOptionWinsAndItsLoginIsInAFile() throws IOException {
    Path login = PrivateFile.of(directory.resolve("login"), "me:pa:55\r\n");
    try (CompanyNetwork proxy = proxy("me:pa:55")) {
      assertThat(
              presign(
                  Map.of("HTTPS_PROXY", "http://127.0.0.1:1"),
                  "--proxy",
                  proxy.url(),
                  "--proxy-login-file",
                  login.toString()))
          .isEqualTo(new Outcome(0, "https://store.example/a\n", ""));
    }
  }

  @Test
  void hostsOfNoProxyAreReachedDirectly() throws IOException {
    try (CompanyNetwork proxy = proxy("")) {
      Outcome outcome =
          presign(
              Map.of(
                  "HTTPS_PROXY",
                  proxy.url(),
                  "NO_PROXY",
                  "x, .localhost",
                  AtSandbox.URL,
                  "https://localhost:" + server.getPort()));

      assertThat(outcome.err()).contains("Hostname localhost not verified").doesNotContain("proxy");
      assertThat(proxy.requests()).isEmpty();
      assertThat(presign(Map.of("HTTPS_PROXY", proxy.url()), "--proxy", "none").err())
          .contains("its name cannot be resolved")
          .doesNotContain("proxy");
    }
  }

  @Test
  void onlyAddedCertificatesMakeTheServiceTrusted() throws IOException {
    try (CompanyNetwork proxy = proxy("")) {
      Path other =
          PrivateFile.of(
              directory.resolve("other.pem"),
              new HeldCertificate.Builder().certificateAuthority(0).build().certificatePem());
      Map<String, String> environment =
          Map.of(
              AtSandbox.KEY,
              AtSandbox.SECRET,
              AtSandbox.USER,
              "u",
              AtSandbox.URL,
              SERVICE,
              "https_proxy",
              proxy.url());

      assertThat(Outcome.of(environment, "presign", "d", "s", "--ca-cert", other.toString()).err())
          .contains("TLS failed");
    }
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() throws IOException {
    Outcome outcome =
        presign(
            Map.of("NO_PROXY", "x"),
            "--proxy=http://me:" + AtSandbox.ARGUMENT + "@p:1",
            "--timeout=2x",
            "--connect-timeout=0",
            "--api-key-file=/no/such",
            "--proxy-login-file=" + certificates());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "--proxy (hidden) must not hold a password",
            "--timeout \"2x\" must be a time such as 30 (seconds), 500ms or 2m",
            "--connect-timeout PT0S must be 1 ms to",
            "--api-key-file /no/such does not exist",
            "--proxy-login-file " + certificates() + " must have USER:PASSWORD")
        .doesNotContain(AtSandbox.ARGUMENT, "there is no API key");
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"20ms, 6", "20000, 0", "1h, 0", "30 s, 2", "-1, 2", "'', 2", "9999999999, 2"})
  void aTimeHasAUnit(String time, int exitCode) throws IOException {
    try (CompanyNetwork proxy = proxy("")) {
      String[] silent = {"--proxy", proxy.url(), "--timeout", time};
      if (exitCode == 6) {
        server.close(); // the tunnel leads nowhere
      }
      assertThat(presign(Map.of(), silent).exitCode()).isEqualTo(exitCode);
    }
  }
}
