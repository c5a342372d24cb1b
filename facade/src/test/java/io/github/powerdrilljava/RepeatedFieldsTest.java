package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A response with a field twice could mean either value, so it is no success. */
@Timeout(60)
class RepeatedFieldsTest extends ScriptedTest {

  private static final String URL = "'presigned_url':'https://a.example/','expires_at':'%s'";
  private static final String DATA = "{" + URL.formatted("2124-11-13T14:15:22Z") + "}";

  private Throwable failureOf(String json) {
    server.answers(200, json.replace('\'', '"'));
    return catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'code':0,'code':1003,'data':DATA} | $.code",
        "{'code':1003,'code':0,'data':DATA} | $.code",
        "{'code':0,'data':null,'data':DATA} | $.data",
        "{'code':0,'data':{'presigned_url':'https://b.example/',URL}} | $.data.presigned_url",
        "{'code':0,'more':[1,{'a':1,'a':1}],'data':DATA} | $.more[1].a",
      })
  void areNamed(String json, String path) {
    String whole = json.replace("DATA", DATA).replace("URL", URL.formatted("2124-11-13T14:15:22Z"));
    assertThat(failureOf(whole))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("the response breaks the contract, " + path + " is there twice.");
  }

  @Test
  void areNamedInRecords() {
    server.answers(
        200,
        """
        {"code": 0, "data": {"page_number": 1, "page_size": 100, "total_items": 2, "records": [
          {"id": "dset-1", "name": "a", "description": ""},
          {"id": "dset-2", "name": "b", "description": "", "id": "dset-3"}]}}
        """);
    assertThat(catchThrowable(() -> client.datasets().list().toList()))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("$.data.records[1].id is there twice.");
  }

  @Test
  void leaveARefusalWhatItIsWhereBothAreTheSame() {
    assertThat(failureOf("{'code':300003,'msg':'no such','msg':'source','code':300003}"))
        .isInstanceOf(NotFoundException.class);
  }
}
