package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.api.Json;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okio.ByteString;

/** No query shows, whatever it holds. */
class RedactorPropertiesTest {

  private final Redactor redactor = new Redactor("secret-key");

  @Property(tries = 1000, seed = "1")
  void hidesAQueryWhateverItHolds(@ForAll("queries") String query) {
    String url = "https://s3.example/x?" + query + "&Signature=5ec2e7516na7ure";
    String json = Json.MOSHI.adapter(String.class).toJson(url);
    assertThat(redactor.redact("no object at " + url)).doesNotContain("5ec2e7516na7ure");
    assertThat(redactor.excerpt(ByteString.encodeUtf8(json))).doesNotContain("5ec2e7516na7ure");
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of("\"", "\\", "?", " ", "u003f", "&", "\n", "a")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts)))
        .filter(query -> query.stripLeading().equals(query));
  }
}
