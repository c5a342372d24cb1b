package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** Names, batches, and which settings are refused. */
class ExportRulesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(PowerdrillClient.API_KEY_VARIABLE, "a-secret-key");

  @Test
  void namesFilesByIdAndName() {
    assertThat(FileNames.of("ds-a1", "Sales 2024.csv")).isEqualTo("ds-a1_Sales_2024.csv");
    assertThat(FileNames.of("../a_b", "x/../y")).isEqualTo("~2e~2e~2fa~5fb_x_.._y");
    assertThat(FileNames.of("ds-1", "n".repeat(1000) + ".csv")).hasSize(105).endsWith(".csv");
  }

  @Test
  void givesEverySlotSomethingToDo() {
    assertThat(sizes(10, 1L, 4)).containsExactly(2, 2, 2, 2, 2);
    assertThat(sizes(100, 1L, 2)).startsWith(16, 16).endsWith(4);
    assertThat(sizes(3, 1L << 30, 1)).containsExactly(1, 1, 1);
    assertThat(sizes(1, 1L, 8)).containsExactly(1);
  }

  @Test
  void refusesSettingsThatHoldTheKey() {
    SparkConf settings = new SparkConf(false).set("spark.executorEnv.KEY", "a-secret-key");

    assertThatThrownBy(() -> SparkExport.withoutKey(settings, ENVIRONMENT))
        .hasMessageContaining("spark.executorEnv.KEY")
        .hasMessageNotContaining("a-secret-key");
  }

  @Test
  void givesExecutorsAnEmptyKey() {
    SparkConf settings = SparkExport.withoutKey(new SparkConf(false), ENVIRONMENT);

    assertThat(settings.get("spark.executorEnv.POWERDRILL_PROJECT_API_KEY")).isEmpty();
  }

  private static List<Integer> sizes(int count, long bytes, int slots) {
    PresignedUrl url = new PresignedUrl("https://store.example/", Instant.EPOCH);
    List<Work> wave = Collections.nCopies(count, new Work("ds-1", "path", bytes, url, null));
    return Waves.batches(wave, slots).stream().map(List::size).toList();
  }
}
