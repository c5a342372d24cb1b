package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.ComparisonTest.changes;
import static io.github.powerdrilljava.spec.Edits.PRESIGN;
import static io.github.powerdrilljava.spec.Edits.behindReference;
import static io.github.powerdrilljava.spec.Edits.set;
import static io.github.powerdrilljava.spec.Edits.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.spec.Edits.Edit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is reported that is no difference. */
class SamenessTest {

  private static final String GET = "$.paths['/v2/team/crates/{crate_id}'].get";
  private static final String PUT = "$.paths['/v2/team/crates/{crate_id}'].put";
  private static final String CRATE = "$.components.schemas.Crate";

  private static final String LIMIT = GET + ".parameters[2]";

  static Stream<Edit> samenesses() {
    return Stream.of(
        contract -> {},
        set("$", "openapi", "3.1.0"),
        set(CRATE + ".properties", "note", value("{type: [string, 'null']}"))
            .and(set("$", "openapi", "3.1.1")),
        set(PUT + ".requestBody", "required", false),
        set(GET, "deprecated", false),
        set(LIMIT, "style", "form"),
        behindReference(GET + ".responses", "200", "responses", "Found"),
        behindReference(PUT, "requestBody", "requestBodies", "Body"),
        behindReference(
            PRESIGN + ".requestBody.content['application/json']", "schema", "schemas", "In"),
        contract -> {
          Map<String, Object> item =
              Document.fields(
                  Document.fields(contract.get("paths")).get("/v2/team/crates/{crate_id}"));
          item.put("parameters", Document.fields(item.get("put")).remove("parameters"));
        },
        set("$.components.schemas", "Unused", value("{type: string}")));
  }

  @ParameterizedTest
  @MethodSource("samenesses")
  void reportsNothingThatIsNoDifference(Edit edit) {
    Map<String, Object> after = Edits.contract();
    edit.accept(after);
    assertThat(changes(Edits.contract(), after)).isEmpty();
    assertThat(changes(after, Edits.contract())).isEmpty();
  }

  @Test
  void reportsObjectsPutTogetherByAllOfAsTheOneThatTheyAre() {
    Map<String, Object> after = Edits.contract();
    set(
            "$.components.schemas",
            "Round",
            value("{allOf: [{type: object, properties: {radius: {type: number}}}]}"))
        .accept(after);
    assertThat(changes(Edits.contract(), after)).isEmpty();
  }
}
