package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a company's proxy, and with its certificates: a service over TLS that has no address. */
class NetworkOptionsTest {

  private static final String SERVICE = "https://powerdrill.example/api";
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HandshakeCertificates TLS =
      new HandshakeCertificates.Builder()
          .heldCertificate(
              new HeldCertificate.Builder()
                  .signedBy(AUTHORITY)
                  .addSubjectAlternativeName("powerdrill.example")
                  .build())
          .build();

  private final MockWebServer server = new MockWebServer();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    server.useHttps(TLS.sslSocketFactory());
    server.enqueue(
        new MockResponse.Builder()
            .body(ContractResponses.presigned("https://store.example/a", "2999-01-01T00:00:00Z"))
            .build());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CompanyNetwork proxy(String login) throws IOException {
    return new CompanyNetwork(server.getPort(), login.isEmpty() ? null : login, null);
  }

  private String certificates() throws IOException {
    return PrivateFile.of(directory.resolve("ca.pem"), AUTHORITY.certificatePem()).toString();
  }

  private Outcome presign(Map<String, String> changes, String... options) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put(AtSandbox.KEY, AtSandbox.SECRET);
    environment.put(AtSandbox.USER, "tmm-1");
    environment.put(AtSandbox.URL, SERVICE);
    environment.putAll(changes);
    List<String> command =
        List.of("presign", "d", "s", "-q", "--ca-cert", certificates(), "--attempts", "1");
    return Outcome.of(
        environment,
        Stream.concat(command.stream(), Arrays.stream(options)).toArray(String[]::new));
  }

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''     | refuses the user name and password | wrong",
        "''     | asks for a user name and password  | ''",
        "403 No | CONNECT: 403                       | wrong",
        "down   | connection refused                 | wrong",
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
          .contains(told, "The proxy " + proxy.url() + " is set by HTTPS_PROXY")
          .doesNotContain("wrong");
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
