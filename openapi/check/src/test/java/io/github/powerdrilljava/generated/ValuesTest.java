package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.squareup.moshi.JsonDataException;
import java.lang.reflect.Method;
import java.util.Map;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.http.Streaming;

/** What a service sends is read into generated types without loss. */
class ValuesTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(
              com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  @ParameterizedTest
  @MethodSource("io.github.powerdrilljava.generated.Corpus#samples")
  void bringsJsonBackAsItWas(String name) throws Exception {
    GeneratedClient client = Corpus.client(name);
    JsonNode samples = JSON.readTree(Corpus.text(name + ".samples.json"));
    for (Map.Entry<String, JsonNode> sample : samples.properties()) {
      Class<?> type = client.model(sample.getKey());
      String again = client.readAndWrite(type, sample.getValue().toString());
      assertThat(JSON.readTree(again).equals(ValuesTest::compare, sample.getValue()))
          .as("%s came back as %s", sample, again)
          .isTrue();
    }
  }

  /** Numbers by their values. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array      | [{\"id\":1},{\"id\":2}]      | java.util.List<io.github.powerdrilljava.generated.model.ArrayItem>",
        "map        | {\"a\":\"2024-01-02T03:04:05Z\"} | java.util.Map<java.lang.String, java.time.Instant>",
        "jsonText   | \"text\"                     | java.lang.String",
        "jsonNumber | 12345678901234567890.5       | java.math.BigDecimal",
        "second     | true                         | java.lang.Boolean",
        "anything   | {\"id\":1}                   | io.github.powerdrilljava.generated.model.AnythingResponse",
        "byDefault  | false                        | java.lang.Boolean",
      })
  void readsAWholeResponse(String operation, String json, String type) throws Exception {
    GeneratedClient client = Corpus.client("responses");
    assertThat(client.returnType(operation).getTypeName()).isEqualTo(type);
    try (LoopbackService service = new LoopbackService(json)) {
      Object value = client.call(operation, "{}", service.baseUrl()).execute().body();
      assertThat(client.write(client.returnType(operation), value)).isEqualTo(json);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plainText, false",
    "xml,       false",
    "events,    true",
    "zip,       true",
    "untyped,   true",
  })
  void leavesOtherContentsAsTheyAre(String operation, boolean streaming) throws Exception {
    GeneratedClient client = Corpus.client("responses");
    assertThat(client.returnType(operation)).isEqualTo(ResponseBody.class);
    Method method = client.api(operation).getMethods()[0];
    assertThat(method.isAnnotationPresent(Streaming.class)).isEqualTo(streaming);
    try (LoopbackService service = new LoopbackService("<a/>")) {
      Object body = client.call(operation, "{}", service.baseUrl()).execute().body();
      assertThat(((ResponseBody) body).string()).isEqualTo("<a/>");
    }
  }

  @Test
  void returnsNothingWhereASuccessHasNoContent() throws Exception {
    assertThat(Corpus.client("responses").returnType("nothing")).isEqualTo(Void.class);
  }

  @Test
  void readsAUnionAsOneOfItsTypes() throws Exception {
    GeneratedClient client = Corpus.client("values");
    Class<?> union = client.model("ValuesOneOrMany");
    com.squareup.moshi.Moshi moshi = new com.squareup.moshi.Moshi.Builder().build();
    Object one = client.read(union, "{\"kind\":\"cat\",\"lives\":9}");
    Object cat = union.getMethod("asCat", com.squareup.moshi.Moshi.class).invoke(one, moshi);
    assertThat(cat).hasToString("Cat[kind=cat, lives=9, owner=null]");
    Object made =
        union
            .getMethod("ofCat", client.model("Cat"), com.squareup.moshi.Moshi.class)
            .invoke(null, cat, moshi);
    assertThat(made).isEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"ValuesTextOrNumber", "ValuesDay", "ValuesHuge", "Open"})
  void leavesNullAsItIs(String type) throws Exception {
    GeneratedClient client = Corpus.client("values");
    assertThat(client.readAndWrite(client.model(type), "null")).isEqualTo("null");
  }

  @Test
  void missesWhatIsRequiredBesideOtherFields() throws Exception {
    GeneratedClient client = Corpus.client("values");
    assertThatThrownBy(() -> client.read(client.model("Open"), "{\"size\":1}"))
        .isInstanceOf(JsonDataException.class)
        .hasMessageContaining("id");
  }
}
