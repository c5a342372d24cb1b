package io.github.powerdrilljava.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.endpoint.health.cache.time-to-live=0")
class PowerdrillApplicationTest {
  private static final PowerdrillSandbox SANDBOX = PowerdrillSandbox.start();

  @TempDir static Path directory;

  @Autowired Environment environment;

  @DynamicPropertySource
  static void powerdrill(DynamicPropertyRegistry properties) {
    properties.add("powerdrill.api-key", SANDBOX::apiKey);
    properties.add("powerdrill.user-id", SANDBOX::userId);
    properties.add("powerdrill.base-url", SANDBOX::baseUrl);
  }

  @BeforeAll
  static void putDataSource() throws IOException {
    SANDBOX.put("dset-1", "ds-1", Files.writeString(directory.resolve("sales.csv"), "Oslo,12\n"));
  }

  @AfterAll
  static void checkContract() {
    SANDBOX.close();
  }

  @Test
  void passesADataSourceOn() throws Exception {
    HttpResponse<String> response = get("/datasets/dset-1/datasources/ds-1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("Oslo,12\n");
  }

  @Test
  void doesNotFindWhatIsNotThere() throws Exception {
    assertThat(get("/datasets/dset-1/datasources/ds-none").statusCode()).isEqualTo(404);
  }

  @Test
  void isUpWhileTheServiceIs() throws Exception {
    assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");

    SANDBOX.faults().next(Fault.failure(403, 403, "not accepted"));

    assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String server = "http://localhost:" + environment.getProperty("local.server.port");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
