package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.sandbox.Fault.Moment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TlsTest {
  @Test
  void speaksTlsToAClientThatTrustsItAndMisbehavesThereToo(@TempDir Path directory)
      throws Exception {
    CompletableFuture<HttpResponse<String>> stalled;
    try (PowerdrillSandbox sandbox = TestContract.startTls(ServerCertificate.TRUSTED)) {
      assertThat(sandbox.baseUrl()).hasScheme("https");
      assertThat(sandbox.trustManager().getAcceptedIssuers()).hasSize(1);
      sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
      HttpClient trusting = HttpClient.newBuilder().sslContext(sandbox.sslContext()).build();
      HttpRequest presign = new PlainClient(sandbox).presignRequest("dset", "ds").build();

      HttpResponse<String> response = trusting.send(presign, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"presigned_url\":\"http://127.0.0.1:");

      for (Moment moment : Moment.values()) {
        sandbox.faults().next(Fault.reset(moment));
        assertThatThrownBy(() -> trusting.send(presign, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
      sandbox.faults().next(Fault.failure(503, 9999, "later"), Fault.stall(Moment.IN_BODY));
      assertThat(trusting.send(presign, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
      stalled = trusting.sendAsync(presign, BodyHandlers.ofString());
      while (sandbox.faults().pending() > 0) {
        Thread.onSpinWait();
      }
    }
    assertThatThrownBy(stalled::get).hasCauseInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SELF_SIGNED, unable to find valid certification path",
    "WRONG_HOST,  No subject alternative names matching IP address 127.0.0.1 found",
    "EXPIRED,     validity check failed",
  })
  void isNotTrustedWithACertificateThatIsNotRight(ServerCertificate certificate, String why) {
    try (PowerdrillSandbox sandbox = TestContract.startTls(certificate)) {
      HttpClient client = HttpClient.newBuilder().sslContext(sandbox.sslContext()).build();
      HttpRequest presign = new PlainClient(sandbox).presignRequest("dset", "ds").build();

      assertThatThrownBy(() -> client.send(presign, BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining(why);

      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void isTrustedByTheNameOfThisHostToo() throws Exception {
    try (PowerdrillSandbox sandbox = TestContract.startTls(ServerCertificate.TRUSTED)) {
      HttpClient client = HttpClient.newBuilder().sslContext(sandbox.sslContext()).build();
      URI named = URI.create("https://localhost:" + sandbox.baseUrl().getPort() + "/api");

      int status =
          client.send(HttpRequest.newBuilder(named).build(), BodyHandlers.ofString()).statusCode();

      assertThat(status).isEqualTo(404);
      assertThat(sandbox.takeViolations()).hasSize(1);
    }
  }

  @Test
  void hasNothingToTrustWithoutTls() {
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      assertThatThrownBy(sandbox::sslContext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("startTls");
      assertThatThrownBy(sandbox::trustManager).isInstanceOf(IllegalStateException.class);
    }
  }
}
