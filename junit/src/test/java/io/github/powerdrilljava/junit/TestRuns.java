package io.github.powerdrilljava.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs tests as a build does, and reports what became of them. */
final class TestRuns {

  private TestRuns() {}

  static EngineExecutionResults run(Class<?> tests, String... settings) {
    EngineTestKit.Builder engine = EngineTestKit.engine("junit-jupiter");
    for (int i = 0; i < settings.length; i += 2) {
      engine.configurationParameter(settings[i], settings[i + 1]);
    }
    return engine.selectors(selectClass(tests)).execute();
  }

  static void assertThatAllPass(EngineExecutionResults results, int tests) {
    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(all -> all.started(tests).succeeded(tests));
  }

  /** Of tests and of classes. */
  static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().stream()
        .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  static Throwable onlyFailure(EngineExecutionResults results) {
    assertThat(failures(results)).hasSize(1);
    return failures(results).get(0);
  }

  static boolean listens(PowerdrillSandbox sandbox) {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUrl().getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks for the datasets without an API key. */
  static void breakTheContract(PowerdrillSandbox sandbox) throws IOException {
    URI datasets = URI.create(sandbox.baseUrl() + "/v2/team/datasets?user_id=" + sandbox.userId());
    HttpURLConnection connection = (HttpURLConnection) datasets.toURL().openConnection();
    assertThat(connection.getResponseCode()).isPositive();
  }
}
