package io.github.powerdrilljava.junit;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The sandbox of one test and its client. JUnit closes it at the end of the test, whatever became
 * of that: as an {@link AutoCloseable}, or before 5.13 as a {@code CloseableResource}.
 */
@SuppressWarnings("deprecation")
record SandboxOfTest(PowerdrillSandbox sandbox, PowerdrillClient client)
    implements AutoCloseable, CloseableResource {

  static SandboxOfTest start() {
    PowerdrillSandbox sandbox = PowerdrillSandbox.start();
    return new SandboxOfTest(sandbox, clientBuilder(sandbox).build());
  }

  PowerdrillClient.Builder clientBuilder() {
    return clientBuilder(sandbox);
  }

  private static PowerdrillClient.Builder clientBuilder(PowerdrillSandbox sandbox) {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId());
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
