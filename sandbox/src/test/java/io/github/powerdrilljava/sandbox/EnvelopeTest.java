package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses are a success: by their status, and by a code that is 0. */
class EnvelopeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'type':'integer'}                   | 'code' | success {'code':0}; failure {'code':8}",
        "200 | {'type':'number'}                    | 'code' | success {'code':0}; failure {'code':1}",
        "200 | {'type':'integer'}                   |        | success {'code':0}; success {}; failure {'code':8}",
        "200 | {'type':'integer','enum':[0]}        | 'code' | success {'code':0}",
        "200 | {'type':'integer','enum':[0,17]}     | 'code' | success {'code':0}; failure {'code':17}",
        "200 | {'type':'integer','enum':[17]}       | 'code' | failure {'code':17}",
        "200 | {'type':'integer','not':{'enum':[0]}} | 'code' | failure {'code':8}",
        "200 | {'type':'string'}                    | 'code' | success {'code':'text'}",
        "299 | {'type':'integer','enum':[17]}       | 'code' | failure {'code':17}",
        "300 | {'type':'integer'}                   | 'code' | failure {'code':8}",
        "199 | {'type':'integer'}                   | 'code' | failure {'code':8}",
        "404 | {'type':'integer'}                   |        | failure {}",
      })
  void isASuccessIfItsStatusAndItsCodeSaySo(
      int status, String code, String required, String envelopes) {
    String schema =
        "{'type':'object','required':[%s],'properties':{'code':%s}}"
            .formatted(required == null ? "" : required, code);

    assertThat(envelopes(schema, status)).isEqualTo(envelopes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'type':'object','additionalProperties':{'type':'integer'}} | success {}",
        "500 | {'type':'object'}                                  | failure {}",
        "200 | {'oneOf':[{'type':'boolean'},{'type':'integer'}]}  | success true; success 8",
        "500 | {'oneOf':[{'type':'boolean'},{'type':'integer'}]}  | failure true; failure 8",
      })
  void isASuccessByItsStatusWhereThereIsNoCode(int status, String schema, String envelopes) {
    assertThat(envelopes(schema, status)).isEqualTo(envelopes);
  }

  private static String envelopes(String schema, int status) {
    return Envelope.of(TestSchema.of(schema), status).stream()
        .map(
            each ->
                (each.success() ? "success " : "failure ")
                    + new Samples().least(each.schema()).toString().replace('"', '\''))
        .collect(Collectors.joining("; "));
  }
}
