package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

  @Test
  void shipsTheFileWhoseChecksumItKnows(@TempDir Path directory) {
    Path file = DemoData.copyInto(directory);

    assertThat(DemoData.sha256(file)).isEqualTo(DemoData.SHA_256);
    assertThat(file).hasSize(DemoData.SIZE);
  }

  @Test
  void printsWhatHappenedWithoutTheUrlsSignature() {
    Outcome outcome = Outcome.of(Map.of(), "demo");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(
            outcome
                .out()
                .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                .replaceAll("trace id \\S+", "trace id ID")
                .replaceAll("expires  \\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "expires  TIME")
                .replaceAll("in \\d{1,5} ms", "in N ms"))
        .isEqualTo(
            """
            Everything here happens on this machine: no account, no key, no network.

            sandbox    http://HOST/api, a Powerdrill server on this machine
                       data source birdstrikes.csv of dataset demo: 10,000 wildlife strikes

            presign    POST /api/v2/team/datasets/demo/datasources/birdstrikes.csv/presign
              response HTTP 200, trace id ID
              url      http://HOST/demo/birdstrikes.csv/birdstrikes.csv?... (the signature is not shown)
              expires  TIME

            download   1,223,329 bytes in N ms, with a URL of its own
              sha-256  %s
                       ok, the expected checksum
            contract   followed in all 2 calls of the API, checked by the sandbox

            Everything is correct. From here:
              powerdrill sandbox    keeps a sandbox running, to try other commands
              powerdrill --help     how to use it with your own key and data
            """
                .formatted(DemoData.SHA_256));
  }
}
