package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against the sandbox, which checks every request and answer with a validator of its
 * own.
 */
class SandboxContractTest extends ContractTest {

  @TempDir Path files;
  private PowerdrillSandbox sandbox;

  @BeforeEach
  @Override
  void connect() {
    sandbox = PowerdrillSandbox.start();
    try {
      sandbox.put(
          "dset-1", "ds-1", Files.write(files.resolve("sales.csv"), "a,b\n1,2\n".getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.connect();
  }

  @AfterEach
  @Override
  void disconnect() {
    super.disconnect();
    sandbox.close(); // throws if a request or an answer broke the contract
  }

  @Override
  Service service() {
    return new Service(
        sandbox.baseUrl().toString(), sandbox.apiKey(), sandbox.userId(), "dset-1", "ds-1");
  }
}
