package io.github.powerdrilljava.cli;

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
import org.junit.jupiter.api.io.TempDir;

/** A service over TLS that has no address: only a proxy leads to it. */
abstract class AtCompanyNetwork {

  static final String SERVICE = "https://powerdrill.example/api";
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

  final MockWebServer server = new MockWebServer();

  @TempDir Path directory;

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

  CompanyNetwork proxy(String login) throws IOException {
    return new CompanyNetwork(server.getPort(), login.isEmpty() ? null : login, null);
  }

  String certificates() throws IOException {
    return PrivateFile.of(directory.resolve("ca.pem"), AUTHORITY.certificatePem()).toString();
  }

  Outcome presign(Map<String, String> changes, String... options) throws IOException {
    List<String> command =
        List.of("presign", "d", "s", "-q", "--ca-cert", certificates(), "--attempts", "1");
    return Outcome.of(
        environment(changes),
        Stream.concat(command.stream(), Arrays.stream(options)).toArray(String[]::new));
  }

  static Map<String, String> environment(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>();
    environment.put(AtSandbox.KEY, AtSandbox.SECRET);
    environment.put(AtSandbox.USER, "tmm-1");
    environment.put(AtSandbox.URL, SERVICE);
    environment.putAll(changes);
    return environment;
  }
}
