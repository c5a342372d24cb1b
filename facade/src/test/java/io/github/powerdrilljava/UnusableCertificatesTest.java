package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that cannot be used are a wrong setting, reported before anything is sent. */
@Isolated("It sets a system property.")
class UnusableCertificatesTest {

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Company CA").build();

  @TempDir private Path dir;

  private Path pem(String content) throws IOException {
    return Files.writeString(dir.resolve("ca.pem"), content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoreOfJavasOwnThatCannotBeReadIsASettingThatIsWrong(boolean withMore) throws Exception {
    Path store = Files.writeString(dir.resolve("trusted\n.jks"), "no store");
    PowerdrillClient.Builder client =
        PowerdrillClient.builder().baseUrl("https://localhost").apiKey("k").userId("u");
    if (withMore) {
      client.trustCertificates(pem(AUTHORITY.certificatePem()));
    }
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    try {
      assertThatThrownBy(client::build)
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("javax.net.ssl.trustStore " + dir)
          .hasMessageContaining("must be a store of certificates that Java can read")
          .message()
          .matches("\\P{Cc}+");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
    }
  }

  private static HeldCertificate expired() {
    long day = Duration.ofDays(1).toMillis();
    return new HeldCertificate.Builder()
        .commonName("Old CA")
        .validityInterval(day, 2 * day)
        .build();
  }

  @Test
  void aFileWithoutAUsefulCertificateIsRefused() throws Exception {
    String valid = AUTHORITY.certificatePem();
    assertThat(violation(dir.resolve("none"))).endsWith("none does not exist");
    assertThat(violation(dir)).endsWith("must be a file, and is a directory");
    assertThat(violation(pem(""))).contains("must hold a certificate as PEM, which begins with");
    assertThat(violation(pem("hello\n"))).contains("as PEM");
    assertThat(violation(pem(valid.substring(0, 200))))
        .containsPattern("must hold certificates as PEM; one cannot be read: \\w+");
    assertThat(violation(pem(valid + AUTHORITY.privateKeyPkcs8Pem())))
        .endsWith("must hold certificates only, and holds a private key");
    assertThat(violation(pem(expired().certificatePem())))
        .endsWith(
            "must hold a certificate that is valid now; that of CN=Old CA is valid from"
                + " 1970-01-02T00:00:00Z to 1970-01-03T00:00:00Z");
    Files.write(dir.resolve("ca.pem"), new byte[5_000_000]);
    assertThat(violation(dir.resolve("ca.pem"))).endsWith("must be a PEM file of at most 4 MiB");
    Downloader.builder().trustCertificates(pem(expired().certificatePem() + valid)).build().close();
  }

  private static String violation(Path file) {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> Downloader.builder().trustCertificates(file).build());
    assertThat(refusal.violations()).hasSize(1);
    return refusal.violations().get(0).toString();
  }

  /** It could have client certificates, which nobody can take out of it. */
  @Test
  void areNotCombinedWithAnHttpClient() throws Exception {
    PowerdrillClient.Builder settings =
        PowerdrillClient.builder()
            .apiKey("k")
            .userId("u")
            .httpClient(new OkHttpClient())
            .trustCertificates(pem(AUTHORITY.certificatePem()))
            .callTimeout(Duration.ZERO);
    assertThatThrownBy(settings::build)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("must not be combined with httpClient")
        .hasMessageContaining("callTimeout");
  }
}
