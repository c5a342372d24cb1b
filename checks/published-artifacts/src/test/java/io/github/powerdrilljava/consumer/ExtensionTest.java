package io.github.powerdrilljava.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.junit.PowerdrillSandboxTest;
import io.github.powerdrilljava.sandbox.ContractViolationError;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@PowerdrillSandboxTest
class ExtensionTest {
  private final PowerdrillSandbox sandbox;

  ExtensionTest(PowerdrillSandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void presigns(PowerdrillClient powerdrill) {
    sandbox.put("dset-1", "ds-1", Path.of("pom.xml"));

    PresignedUrl url = new Export(powerdrill).presign("dset-1", "ds-1");

    assertThat(url.expiresAt()).isAfter(sandbox.now());
  }

  @Test
  void theConstructorGetsTheSandboxOfTheTest(PowerdrillSandbox ofTheTest) {
    assertThat(ofTheTest).isSameAs(sandbox);
  }

  @Test
  void aBrokenContractFailsTheTest() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(BreaksTheContract.class))
        .execute()
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1, event(test(), finishedWithFailure(instanceOf(ContractViolationError.class))));
  }

  @PowerdrillSandboxTest
  static class BreaksTheContract {
    @Test
    void asksWithoutAnApiKey(PowerdrillSandbox sandbox) throws IOException {
      URI datasets = URI.create(sandbox.baseUrl() + "/v2/team/datasets?user_id=1");
      HttpURLConnection connection = (HttpURLConnection) datasets.toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(403);
    }
  }
}
