package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.RandomInput;
import io.github.powerdrilljava.internal.api.Json;
import okio.ByteString;
import org.junit.jupiter.api.Test;

/** No query shows, whatever it holds. */
class RedactorPropertiesTest {

  private final Redactor redactor = new Redactor("secret-key");

  @Test
  void hidesAQueryWhateverItHolds() {
    RandomInput.forAny(
        1000,
        RedactorPropertiesTest::query,
        query -> {
          String url = "https://s3.example/x?" + query + "&Signature=5ec2e7516na7ure";
          String json = Json.MOSHI.adapter(String.class).toJson(url);
          assertThat(redactor.redact("no object at " + url)).doesNotContain("5ec2e7516na7ure");
          assertThat(redactor.excerpt(ByteString.encodeUtf8(json)))
              .doesNotContain("5ec2e7516na7ure");
        });
  }

  private static String query(RandomInput input) {
    return input.first(
        query -> query.stripLeading().equals(query),
        () ->
            input.made(
                () -> input.text(20),
                () -> input.joined(9, "\"", "\\", "?", " ", "u003f", "&", "\n", "a")));
  }
}
