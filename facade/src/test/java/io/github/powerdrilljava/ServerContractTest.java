package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against the server that {@code -Dpowerdrill.baseUrl} names, or else against a
 * sandbox of its own, which checks every request and answer once more on its side.
 */
class ServerContractTest extends ContractTest {

  /** The base URL of the server to test. */
  static final String BASE_URL_PROPERTY = "powerdrill.baseUrl";

  private final @Nullable String baseUrl = System.getProperty(BASE_URL_PROPERTY);
  private final @Nullable PowerdrillSandbox sandbox =
      baseUrl == null ? PowerdrillSandbox.start() : null;
  @TempDir Path files;

  @AfterEach
  @Override
  void disconnect() {
    super.disconnect();
    if (sandbox != null) {
      sandbox.close(); // throws if a request or an answer broke the contract
    }
  }

  @Override
  Service service() {
    if (sandbox == null) {
      return serviceAt(Objects.requireNonNull(baseUrl), System.getenv());
    }
    try {
      sandbox.put("dset-1", "ds-1", Files.writeString(files.resolve("sales.csv"), "a,b\n1,2\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Service(
        sandbox.baseUrl().toString(), sandbox.apiKey(), sandbox.userId(), "dset-1", "ds-1");
  }

  /** What the environment does not say is as in {@code ./powerdrill sandbox}. */
  static Service serviceAt(String baseUrl, Map<String, String> environment) {
    return new Service(
        baseUrl,
        environment.getOrDefault(PowerdrillClient.API_KEY_VARIABLE, "sandbox-secret-key"),
        environment.getOrDefault(PowerdrillClient.USER_ID_VARIABLE, "tmm-sandbox"),
        environment.getOrDefault(Service.DATASET_VARIABLE, "demo"),
        environment.getOrDefault(Service.DATA_SOURCE_VARIABLE, "birdstrikes.csv"));
  }
}
