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
                'l': {'type': 'array', 'items': {'required': ['e'], 'properties': {'e': {'enum': [1]}}}},
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
        "200 | {'a':1,'l':[{},7,{'e':2},{}]} | {'a':1,'l':[{'e':1},7,{'e':2},{'e':1}]}",
        "404 | {}                    | {'c':'z'}",
        "499 | {'d':1}               | {'d':1,'c':'z'}",
        "500 | {}                    | {'d':7}",
      })
  void getsTheFieldsThatItsStatusRequires(int status, String json, String complete) {
    ApiResponse added = FIELDS.addTo(Route.PRESIGN, response(status, json));

    assertThat(added.json()).isEqualTo(complete.replace('\'', '"'));
    assertThat(added.httpStatus()).isEqualTo(status);
  }

  /** No value has all that it requires, so it ends somewhere. */
  @Test
  void getsAnEndOfASchemaThatRequiresItself() {
    RequiredFields fields =
        fieldsOf(
            """
            {'openapi': '3.0.3', 'paths': {'/v2/team/datasets/{d}/datasources/{s}/presign': {'post': {
              'responses': {'200': {'content': {'application/json': {'schema': {
                '$ref': '#/components/schemas/Tree'}}}}}}}},
             'components': {'schemas': {'Tree': {
               'type': 'object', 'required': ['child'],
               'properties': {'child': {'$ref': '#/components/schemas/Tree'}}}}}}
            """);
    assertThat(fields.addTo(Route.PRESIGN, response(200, "{}")).json())
        .startsWith("{\"child\":{\"child\":{")
        .hasSizeLessThan(1000);
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
