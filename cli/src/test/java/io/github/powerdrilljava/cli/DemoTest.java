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
  void tellsWhatHappenedWithoutTheUrlsSignature() {
    Outcome outcome = Outcome.of(Map.of(), "demo");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsSubsequence(
            "no account, no key, no network",
            "presign    POST /api/v2/team/datasets/demo/datasources/birdstrikes.csv/presign",
            "HTTP 200, trace id ",
            "birdstrikes.csv?...",
            "expires",
            "1,223,329 bytes",
            DemoData.SHA_256,
            "ok",
            "contract   kept")
        .doesNotContainPattern("\\?(?!\\.\\.\\. )");
    assertThat(outcome.exitCode()).isZero();
  }
}
