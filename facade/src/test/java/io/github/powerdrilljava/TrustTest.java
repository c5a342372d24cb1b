package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Handshake;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a client trusts, and who it says it is, come from the OkHttp client that it is given. */
class TrustTest {

  @TempDir Path files;

  private PowerdrillSandbox sandbox(ServerCertificate certificate) throws IOException {
    PowerdrillSandbox sandbox = PowerdrillSandbox.startTls(certificate);
    sandbox.put("dset-1", "ds-1", Files.writeString(files.resolve("sales.csv"), "a,b"));
    return sandbox;
  }

  private static OkHttpClient.Builder trusting(PowerdrillSandbox sandbox) {
    return new OkHttpClient.Builder()
        .sslSocketFactory(sandbox.sslContext().getSocketFactory(), sandbox.trustManager());
  }

  private static PresignedUrl presign(PowerdrillSandbox sandbox, OkHttpClient http) {
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .httpClient(http)
            .build()) {
      return client.dataSources().presign("dset-1", "ds-1");
    }
  }

  @Test
  void trustsWhomTheGivenTrustStoreNames() throws Exception {
    try (PowerdrillSandbox sandbox = sandbox(ServerCertificate.TRUSTED)) {
      assertThat(presign(sandbox, trusting(sandbox).build()).url()).contains("/dset-1/ds-1/");
    }
  }

  @Test
  void trustsNobodyElse() throws Exception {
    try (PowerdrillSandbox sandbox = sandbox(ServerCertificate.TRUSTED)) {
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> presign(sandbox, new OkHttpClient()))
          .withMessageContaining("TLS failed");
    }
  }

  @Test
  void verifiesHostNamesWhateverTheGivenClientSays() throws Exception {
    try (PowerdrillSandbox sandbox = sandbox(ServerCertificate.WRONG_HOST)) {
      OkHttpClient careless = trusting(sandbox).hostnameVerifier((host, session) -> true).build();
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> presign(sandbox, careless))
          .withMessageContaining("Hostname 127.0.0.1 not verified");
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void aVerifierOfTheGivenClientCanRefuseMore() throws Exception {
    try (PowerdrillSandbox sandbox = sandbox(ServerCertificate.TRUSTED)) {
      OkHttpClient strict = trusting(sandbox).hostnameVerifier((host, session) -> false).build();
      assertThatExceptionOfType(PowerdrillConnectionException.class)
          .isThrownBy(() -> presign(sandbox, strict))
          .withMessageContaining("Hostname 127.0.0.1 not verified");
    }
  }

  @Test
  void showsTheClientCertificateThatItIsGiven() throws Exception {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate ofServer =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .addSubjectAlternativeName("localhost")
            .build();
    HeldCertificate ofClient =
        new HeldCertificate.Builder().signedBy(authority).commonName("the caller").build();
    HandshakeCertificates server = certificates(authority, ofServer);
    HandshakeCertificates client = certificates(authority, ofClient);
    try (MockWebServer web = new MockWebServer()) {
      web.useHttps(server.sslSocketFactory());
      web.requireClientAuth();
      web.enqueue(new MockResponse.Builder().body(ScriptedServer.SUCCESS).build());
      web.start();
      OkHttpClient http =
          new OkHttpClient.Builder()
              .sslSocketFactory(client.sslSocketFactory(), client.trustManager())
              .build();
      try (PowerdrillClient powerdrill =
          PowerdrillClient.builder()
              .baseUrl("https://localhost:" + web.getPort())
              .apiKey(ScriptedServer.API_KEY)
              .userId("tmm-1")
              .httpClient(http)
              .build()) {
        powerdrill.dataSources().presign("dset-1", "ds-1");
      }
      Handshake handshake = Objects.requireNonNull(web.takeRequest().getHandshake());
      assertThat(handshake.peerPrincipal()).hasToString("CN=the caller");
      assertThat(List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)).contains(handshake.tlsVersion());
    }
  }

  private static HandshakeCertificates certificates(
      HeldCertificate authority, HeldCertificate own) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(own, authority.certificate())
        .addTrustedCertificate(authority.certificate())
        .build();
  }
}
