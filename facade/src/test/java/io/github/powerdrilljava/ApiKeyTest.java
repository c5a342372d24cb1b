package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API key goes to the base URL's origin, and nowhere else. */
class ApiKeyTest extends ScriptedTest {

  @TempDir private Path dir;

  @Test
  void goesToTheServiceInAHeaderOfItsOwn() {
    server.answers(200, ScriptedServer.SUCCESS);
    client.dataSources().presign("dset-1", "ds-1");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().values("x-pd-api-key")).containsExactly(ScriptedServer.API_KEY);
    assertThat(request.getRequestLine()).doesNotContain(ScriptedServer.API_KEY);
    assertThat(String.valueOf(request.getBody())).doesNotContain(ScriptedServer.API_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:PORT/, true",
    "https://localhost:PORT/, false",
    "http://127.0.0.1:PORT/, false",
    "http://localhost:1/, false",
  })
  void goesToTheSchemeHostAndPortOfTheServiceOnly(String baseUrl, boolean isService) {
    server.answers(200, ScriptedServer.SUCCESS);
    OkHttpClient rerouting =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> chain.proceed(chain.request().newBuilder().url(server.url("/x")).build()))
            .build();
    String service = baseUrl.replace("PORT", Integer.toString(HttpUrl.get(server.url("/")).port()));
    try (PowerdrillClient rerouted =
        server.clientBuilder().baseUrl(service).httpClient(rerouting).build()) {
      rerouted.dataSources().presign("dset-1", "ds-1");
    }
    assertThat(server.takeRequest().getHeaders().values("x-pd-api-key")).hasSize(isService ? 1 : 0);
  }

  @Test
  void doesNotGoWhereTheCallersInterceptorSendsACall() {
    try (ScriptedServer elsewhere = new ScriptedServer().answers(200, ScriptedServer.SUCCESS)) {
      OkHttpClient rerouting =
          new OkHttpClient.Builder()
              .addInterceptor(
                  chain ->
                      chain.proceed(chain.request().newBuilder().url(elsewhere.url("/x")).build()))
              .build();
      try (PowerdrillClient rerouted = server.clientBuilder().httpClient(rerouting).build()) {
        rerouted.dataSources().presign("dset-1", "ds-1");
      }
      assertHasNoKey(elsewhere.takeRequest());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void doesNotFollowARedirect(int status) {
    try (ScriptedServer elsewhere = new ScriptedServer().answers(200, ScriptedServer.SUCCESS)) {
      server.answers(redirect(status, elsewhere.url("/api")));
      assertThatExceptionOfType(UnexpectedResponseException.class)
          .isThrownBy(() -> client.dataSources().presign("dset-1", "ds-1"))
          .withMessageContaining("a redirect to localhost, which is not followed");
      assertThat(elsewhere.requestCount()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 307})
  void doesNotGoToTheObjectStoreEvenIfThatRedirectsToTheService(int status) {
    try (ScriptedServer store = new ScriptedServer()) {
      answersWithUrl(store.url("/sales.csv"));
      store.answers(redirect(status, server.url("/api/sales.csv")));
      server.answers(new MockResponse.Builder().body("a,b").build());

      client.dataSources().download("dset-1", "ds-1", dir);

      assertThat(server.takeRequest().getHeaders().names()).contains("x-pd-api-key");
      assertHasNoKey(store.takeRequest());
      assertHasNoKey(server.takeRequest());
    }
  }

  @Test
  void doesNotGoToAnObjectStoreThatHasTheServicesOrigin() {
    answersWithUrl(server.url("/api/sales.csv"));
    server.answers(new MockResponse.Builder().body("a,b").build());

    client.dataSources().download("dset-1", "ds-1", dir);

    assertThat(server.takeRequest().getHeaders().names()).contains("x-pd-api-key");
    assertHasNoKey(server.takeRequest());
  }

  @Test
  void isNotShownToTheProxyOnTheWayToAnHttpsService() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("powerdrill.example").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    try (MockWebServer proxy = new MockWebServer()) { // and, behind itself, the service
      proxy.useHttps(certificates.sslSocketFactory());
      proxy.enqueue(new MockResponse.Builder().inTunnel().build());
      proxy.enqueue(new MockResponse.Builder().body(ScriptedServer.SUCCESS).build());
      proxy.start();
      OkHttpClient trusting =
          new OkHttpClient.Builder()
              .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
              .build();
      try (PowerdrillClient proxied =
          server
              .clientBuilder()
              .baseUrl("https://powerdrill.example/api")
              .httpClient(trusting)
              .proxy(proxy.getProxyAddress())
              .build()) {
        proxied.dataSources().presign("dset-1", "ds-1");
      }
      RecordedRequest toProxy = proxy.takeRequest();
      assertThat(toProxy.getRequestLine()).isEqualTo("CONNECT powerdrill.example:443 HTTP/1.1");
      assertHasNoKey(toProxy);
      assertThat(proxy.takeRequest().getHeaders().names()).contains("x-pd-api-key");
    }
  }

  private void answersWithUrl(String url) {
    server.answers(200, ScriptedServer.SUCCESS.replace(ScriptedServer.URL, url));
  }

  private static MockResponse redirect(int status, String target) {
    return new MockResponse.Builder().code(status).addHeader("Location", target).build();
  }

  private static void assertHasNoKey(RecordedRequest request) {
    assertThat(request.getHeaders().names()).doesNotContain("x-pd-api-key");
    assertThat(request.getRequestLine() + request.getHeaders().toMultimap() + request.getBody())
        .doesNotContain(ScriptedServer.API_KEY);
  }
}
