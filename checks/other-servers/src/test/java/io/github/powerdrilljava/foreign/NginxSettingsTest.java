package io.github.powerdrilljava.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.foreign.Nginx.Asked;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** What nginx serves arrives unchanged, however it is set up. */
class NginxSettingsTest extends AtNginx {

  @Test
  void comesOverSeveralConnections() throws Exception {
    serve(64 * MIB);
    download(request());
    List<Asked> asked = assertThatAllArrived();
    assertThat(asked).extracting(Asked::status).containsOnly(206);
    assertThat(connections(asked)).isGreaterThan(1);
  }

  @Test
  void comesInOnePieceWhereThereAreNoRanges() throws Exception {
    serve(20 * MIB, "max_ranges 0;");
    download(request());
    assertThat(assertThatAllArrived()).extracting(Asked::status).containsExactly(200);
  }

  @Test
  void comesOverSeveralConnectionsWhereEachIsSlow() throws Exception {
    serve(20 * MIB, "limit_rate 20m;");
    download(request().withConnections(8));
    assertThat(connections(assertThatAllArrived())).isGreaterThan(1);
  }

  @Test
  void comesOverTls() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    Files.writeString(directory.resolve("certificate.pem"), certificate.certificatePem());
    Files.writeString(directory.resolve("key.pem"), certificate.privateKeyPkcs8Pem());
    nginx.start(" ssl", "ssl_certificate certificate.pem;", "ssl_certificate_key key.pem;");
    put(20 * MIB, Instant.now().minusSeconds(60));
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    http =
        new OkHttpClient.Builder()
            .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
            .build();
    download(request("https", "sales.csv"));
    assertThatAllArrived();
  }

  @Test
  void isNotCompressedOnItsWay() throws Exception {
    serve(0, "max_ranges 0;", "gzip on;", "gzip_types *;", "gzip_min_length 1;");
    content = "2026-11-24,1\n".repeat(MIB).getBytes(UTF_8);
    Files.write(nginx.files().resolve("sales.csv"), content);
    download(request());
    assertThat(assertThatAllArrived())
        .extracting(Asked::bytesSent)
        .containsExactly((long) content.length);
  }

  @Test
  void mayBeEmpty() throws Exception {
    serve(0);
    download(request());
    assertThatAllArrived();
  }

  @Test
  void comesOverConnectionsThatCloseAfterOneRequest() throws Exception {
    serve(20 * MIB, "keepalive_requests 1;");
    download(request());
    List<Asked> asked = assertThatAllArrived();
    assertThat(connections(asked)).isEqualTo(asked.size());
  }
}
