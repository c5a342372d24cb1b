package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a response is given that its contract requires, and that it is left alone otherwise. */
class AddedFieldsTest {
  private static final String CONTRACT =
      """
      {'openapi': '3.0.3', 'paths': {'/v2/team/datasets/{d}/datasources/{s}/presign': {'post': {
        'responses': {
          '200': {
            'headers': {
              'X-PD-Trace-Id': {'required': true, 'schema': {'type': 'string'}},
              'x-new': {'required': true, 'schema': {'type': 'string', 'enum': ['new']}},
              'x-other': {'schema': {'type': 'string', 'enum': ['other']}}
            },
            'content': {'application/json': {'schema': {
              'type': 'object',
              'required': ['a'],
              'properties': {
                'a': {'type': 'string', 'enum': ['x']},
                'o': {'type': 'object', 'required': ['b'], 'properties': {'b': {'enum': ['y']}}}
              }
            }}}
          },
          '4XX': {'content': {'application/json': {'schema': {
            'required': ['c'], 'properties': {'c': {'enum': ['z']}}}}}},
          'default': {'content': {'application/json': {'schema': {
            'required': ['d'], 'properties': {'d': {'enum': [7]}}}}}}
        }
      }}}}
      """;

  private static final RequiredFields FIELDS = fieldsOf(CONTRACT);

  private static RequiredFields fieldsOf(String contract) {
    return new RequiredFields(Contract.of(contract.replace('\'', '"')));
  }

  private static ApiResponse response(int status, String json) {
    return new ApiResponse(status, Map.of("x-pd-trace-id", "t"), json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {}                    | {'a':'x'}",
        "200 | {'a':1,'o':{'b':2}}   | {'a':1,'o':{'b':2}}",
        "200 | {'a':null,'o':{}}     | {'a':null,'o':{'b':'y'}}",
        "200 | {'a':1,'o':[{}]}      | {'a':1,'o':[{}]}",
        "200 | [{}]                  | [{}]",
        "404 | {}                    | {'c':'z'}",
        "499 | {'d':1}               | {'d':1,'c':'z'}",
        "500 | {}                    | {'d':7}",
      })
  void getsTheFieldsThatItsStatusRequires(int status, String json, String complete) {
    ApiResponse added = FIELDS.addTo(Route.PRESIGN, response(status, json));

    assertThat(added.json()).isEqualTo(complete.replace('\'', '"'));
    assertThat(added.httpStatus()).isEqualTo(status);
  }

  @Test
  void getsTheRequiredHeadersThatItDoesNotHaveInAnyCase() {
    assertThat(FIELDS.addTo(Route.PRESIGN, response(200, "{}")).headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of("x-pd-trace-id", "t", "x-new", "new"));
  }

  @Test
  void staysAsItIsWhereTheContractDoesNotSay() {
    String without = CONTRACT.replace("'default'", "'299'");

    assertThat(fieldsOf(without).addTo(Route.PRESIGN, response(500, "{}")))
        .isEqualTo(response(500, "{}"));
    assertThat(fieldsOf("{'openapi':'3.0.3','paths':{}}").addTo(Route.PRESIGN, response(200, "{}")))
        .isEqualTo(response(200, "{}"));
  }
}
