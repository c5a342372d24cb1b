package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of a list that the sandbox would never send. */
class ListedRecordTest extends ScriptedTest {

  private static final String RECORD =
      "{\"id\":\"ds-1\",\"dataset_id\":\"dset-1\",\"name\":\"a\",\"type\":\"FILE\","
          + "\"status\":\"synched\",\"size\":7}";

  private void answerWith(String records) {
    server.answers(
        200,
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":1,\"records\":"
            + records
            + "}}");
  }

  @Test
  void surviveWithAStatusAndATypeThatTheContractDoesNotList() {
    answerWith("[" + RECORD.replace("synched", "frozen").replace("FILE", "TABLE") + "]");
    assertThat(client.dataSources().list("dset-1"))
        .containsExactly(
            new DataSource("ds-1", "dset-1", "a", "TABLE", new DataSourceStatus("frozen"), 7L));
  }

  @ParameterizedTest
  @CsvSource({"7, null", "\"size\":7, \"more\":7"})
  void surviveWithoutASize(String size, String other) {
    answerWith("[" + RECORD.replace(size, other) + "]");
    assertThat(client.dataSources().list("dset-1")).extracting(DataSource::size).containsNull();
  }

  @ParameterizedTest
  @CsvSource({
    "null, '$.data.records[1]'",
    "{}, '$.data.records[1].dataset_id'",
    "7, '$.data.records[1]'"
  })
  void areNamedWhereTheyAreNone(String record, String path) {
    answerWith("[" + RECORD + "," + record + "]");
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> client.dataSources().list("dset-1").toList())
        .returns(path, UnexpectedResponseException::path);
  }

  @Test
  void areShownOnOneLine() {
    String odd = "a\n\u001b[31m\u202eb";
    DataSourceStatus status = new DataSourceStatus(odd);
    assertThat(status).hasToString("a [31m b");
    assertThat(new DataSource("ds-1", "dset-1", odd, "FILE", status, null))
        .hasToString(
            "DataSource[id=ds-1, datasetId=dset-1, name=a [31m b, type=FILE, status=a [31m b,"
                + " size=null]");
    assertThat(new Dataset("dset-1", odd, odd))
        .hasToString("Dataset[id=dset-1, name=a [31m b, description=a [31m b]");
  }

  @Test
  void mustBeAList() {
    answerWith("{}");
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> client.dataSources().list("dset-1").toList())
        .returns("$.data.records", UnexpectedResponseException::path);
  }
}
