package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.Fault;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sources with ids, names and sizes that nobody would think of. */
@Timeout(60)
class ExportedRecordsTest extends ExportingTest {

  /** The service states the dataset in each record; what was asked for is what counts. */
  @Test
  void aRecordThatNamesAnotherDatasetIsExportedOnce() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("DSET-1", "ds-1", "sales.csv", 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  /** A service that cuts names may cut in the middle of a character. */
  @Test
  void aNameThatEndsWithHalfACharacterIsExportedOnce() throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", "sales\\ud83d", 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", " ", "a\\nb", "\\ud83d", "a/../../b", "?x=1#"})
  void anIdThatNobodyCanAskForFailsThatDataSourceOnly(String id) throws Exception {
    put("ds-1", "sales.csv", "a");
    lists(record("dset-1", id, "costs.csv", 1), record("dset-1", "ds-1", "sales.csv", 1));
    Throwable failure = catchThrowable(this::export);
    assertThat(failure).isInstanceOf(ExportException.class);
    assertThat(counts(((ExportException) failure).result())).containsExactly(1L, 0L, 1L);
    assertThat(files()).isEqualTo(Map.of("sales.csv", "a"));
  }

  @Test
  void manyDatasetsOfOneIdAndNameShareADirectory() throws Exception {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i <= 5; i++) {
        put("dset-" + i, "ds-1", "sales.csv", "content " + i);
        ExportResult result = client.dataSources().export(ExportRequest.of("dset-" + i, directory));
        assertThat(result.downloaded()).isEqualTo(1 - round);
      }
    }
    assertThat(files().values())
        .containsExactlyInAnyOrder("content 1", "content 2", "content 3", "content 4", "content 5");
  }

  @Test
  void manyDatasetsOfOneIdNameAndContentHaveFilesOfTheirOwn() throws Exception {
    for (int i = 1; i <= 5; i++) {
      put("dset-" + i, "ds-1", "sales.csv", "same");
      client.dataSources().export(ExportRequest.of("dset-" + i, directory));
    }
    put("dset-5", "ds-1", "sales.csv", "another");
    client.dataSources().export(ExportRequest.of("dset-5", directory));
    assertThat(counts(client.dataSources().export(ExportRequest.of("dset-3", directory))))
        .containsExactly(0L, 1L, 0L);
    assertThat(counts(client.dataSources().export(ExportRequest.of("dset-4", directory))))
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void dataSourcesThatSwapTheirNamesAreBothThere() throws Exception {
    put("ds-1", "a", "one");
    put("ds-2", "b", "two");
    export();
    put("ds-1", "b", "one");
    put("ds-2", "a", "two");
    assertThat(counts(export())).containsExactly(2L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
    assertThat(files())
        .isEqualTo(Map.of("a", "one", "b", "two", "b (ds-1)", "one", "a (ds-2)", "two"));
  }

  @Test
  void aNameThatComesAndGoesIsExportedWithEveryContent() throws Exception {
    for (int i = 0; i < 10; i++) {
      String content = "x".repeat(i + 1);
      put("ds-1", i % 2 == 0 ? "a" : "b", content);
      assertThat(counts(export())).as("round " + i).containsExactly(1L, 0L, 0L);
      assertThat(files()).containsValue(content);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MAX_VALUE, Long.MIN_VALUE})
  void aSizeThatIsWrongIsOnlyCompared(long size) throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", "sales.csv", size));
      assertThat(counts(export())).isEqualTo(expected);
    }
  }

  /** A crash can come between the file's name and its line, whatever size the service states. */
  @Test
  void aSizeThatIsWrongDoesNotMakeTheFileSomeoneElses() throws Exception {
    put("ds-1", "sales.csv", "a");
    lists(record("dset-1", "ds-1", "sales.csv", 7));
    export();
    Files.delete(manifest());
    lists(record("dset-1", "ds-1", "sales.csv", 7));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "\\u0001", "\\u2028", "\\ud83d\\ude00", ". ", "\\\\", "%", "e\u0301"})
  void aNameOfMegabytesIsExportedOnce(String piece) throws Exception {
    put("ds-1", "sales.csv", "a");
    for (List<Long> expected : List.of(List.of(1L, 0L, 0L), List.of(0L, 1L, 0L))) {
      lists(record("dset-1", "ds-1", piece.repeat(1_300_000 / piece.length()), 1));
      assertThat(counts(export())).isEqualTo(expected);
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void anIdOfAMegabyteFailsInFewWords() throws Exception {
    put("ds-1", "sales.csv", "a");
    lists(
        record("dset-1", "i".repeat(1_000_000), "costs.csv", 1),
        record("dset-1", "ds-1", "sales.csv", 1));
    ExportException failure = failure(request());
    assertThat(counts(failure.result())).containsExactly(1L, 0L, 1L);
    assertThat(failure.getMessage().length()).isLessThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-5"})
  void aCountThatIsWrongEndsTheList(String total) throws Exception {
    put("ds-1", "sales.csv", "a");
    String page =
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":0,\"total_items\":%s,\"records\":[%s]}}"
            .formatted(total, record("dset-1", "ds-1", "sales.csv", 1));
    Fault fault = Fault.response(200, "application/json", page);
    sandbox.faults().next(fault, fault, fault, fault);
    Throwable failure = catchThrowable(() -> client.dataSources().export(request().dryRun()));
    if (!total.startsWith("-")) {
      assertThat(failure).hasMessageContaining("the service counts 9223372036854775806 more");
    }
  }
}
