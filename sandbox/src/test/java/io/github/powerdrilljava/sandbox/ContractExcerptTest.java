package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a validator gets to see of a contract. All JSON here has single quotes. */
class ContractExcerptTest {
  private static final String INFO = "'openapi':'3.0.3','info':{'title':'','version':''}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','description':'d','x-odd':1}      | {'type':'string'}",
        "{'properties':{'title':{'title':'t'},'x-a':{}}}    | {'properties':{'title':{},'x-a':{}}}",
        "{'properties':{'in':{},'schema':{}}}               | {'properties':{'in':{},'schema':{}}}",
        "{'properties':{'headers':{'a':{'schema':{}}}}}     | {'properties':{'headers':{'a':{'schema':{}}}}}",
        "{'properties':['title',{'title':'t'}]}             | {'properties':['title',{}]}",
        "{'allOf':[{'title':'t','type':'string'}]}          | {'allOf':[{'type':'string'}]}",
        "{'required':[]}                                    | {}",
        "{'required':true}                                  | {'required':true}",
        "{'enum':[]}                                        | {'enum':[]}",
        "{'required':['b','a','b']}                         | {'required':['b','a']}",
        "{'enum':['a','a',1]}                               | {'enum':['a',1]}",
        "{'default':{'title':'t','x-a':[1,1]}}              | {'default':{'title':'t','x-a':[1,1]}}",
        "{'maxLength':2147483647}                           | {'maxLength':2147483647}",
        "{'maxLength':2147483648}                           | {}",
        "{'maxItems':2147483648}                            | {}",
        "{'maxProperties':2147483648}                       | {}",
        "{'maximum':2147483648}                             | {'maximum':2147483648}",
        "{'maximum':1.7976931348623157E+308}                | {'maximum':1.7976931348623157E+308}",
        "{'maximum':1E+309}                                 | {}",
        "{'minimum':-1E+309}                                | {}",
        "{'multipleOf':1E+309}                              | {'multipleOf':1E+309}",
        "{'maximum':'much'}                                 | {'maximum':'much'}",
      })
  void leavesOutWhatAValidatorCannotUse(String schema, String left) {
    JsonNode excerpt = excerpt("{'requestBody':" + schema.strip() + "}", "{}", "");

    assertThat(single(excerpt.at("/paths/~1p/post/requestBody"))).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref':'#/components/schemas/A'}                  | {'A':{'type':'string'}}",
        "{'$ref':'#/components/schemas/B'}                  | {'B':{'items':{'$ref':'#/components/schemas/A'}},'A':{'type':'string'}}",
        "{'$ref':'#/components/schemas/Me'}                 | {'Me':{'items':{'$ref':'#/components/schemas/Me'}}}",
        "{'discriminator':{'mapping':{'x':'A','y':'#/components/schemas/Me'}}} | {'A':{'type':'string'},'Me':{'items':{'$ref':'#/components/schemas/Me'}}}",
        "{'$ref':'#/components/schemas/Nowhere'}            | {}",
        "{'enum':['A']}                                     | {}",
      })
  void keepsTheSchemasThatAreReferredToAndNoOthers(String schema, String kept) {
    String schemas =
        "{'schemas':{'A':{'type':'string','title':'t'},"
            + "'B':{'items':{'$ref':'#/components/schemas/A'}},"
            + "'Me':{'items':{'$ref':'#/components/schemas/Me'}}}}";
    JsonNode excerpt = excerpt("{'requestBody':" + schema.strip() + "}", schemas, "");

    assertThat(single(excerpt.at("/components/schemas"))).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'parameters':[{'in':'query','schema':{}}]}        | {'parameters':[{'in':'query','schema':{'type':'string'}}]",
        "{'parameters':[{'in':'query','schema':{'title':'t'}}]} | {'parameters':[{'in':'query','schema':{'type':'string'}}]",
        "{'parameters':[{'in':'query','schema':{'type':'integer'}}]} | {'parameters':[{'in':'query','schema':{'type':'integer'}}]",
        "{'parameters':[{'in':'query'}]}                    | {'parameters':[{'in':'query'}]",
        "{'responses':{'200':{'headers':{'a':{'schema':{}}}}}} | {'responses':{'200':{'headers':{'a':{'schema':{'type':'string'}}}}}",
        "{'requestBody':{'schema':{}}}                      | {'requestBody':{'schema':{}}",
      })
  void treatsAParameterOrAHeaderWithoutATypeAsText(String operation, String left) {
    JsonNode excerpt = excerpt(operation.strip(), "{}", "");

    assertThat(single(excerpt.at("/paths/~1p/post"))).isEqualTo(left + ",'security':[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'security':[{'key':['a']}]}          | [{'key':['a']}]",
        "{'security':[{'key':[],'other':[]}]}  | [{'key':[]}]",
        "{'security':[{'other':[]},{'key':[]}]} | [{},{'key':[]}]",
        "{'security':[]}                       | []",
        "{}                                    | [{'key':['whole']}]",
      })
  void asksForTheCredentialsOfTheOperationOrElseOfTheContract(String operation, String security) {
    String components = "{'securitySchemes':{'key':{'type':'apiKey','description':'d'}}}";
    JsonNode excerpt = excerpt(operation.strip(), components, ",'security':[{'key':['whole']}]");

    assertThat(single(excerpt.at("/paths/~1p/post/security"))).isEqualTo(security);
    assertThat(single(excerpt.at("/components/securitySchemes")))
        .isEqualTo("{'key':{'type':'apiKey'}}");
  }

  @Test
  void hasOneOperationOrNone() {
    assertThat(single(excerpt("{'responses':{}}", "{}", "")))
        .isEqualTo(
            "{"
                + INFO
                + ",'paths':{'/p':{'post':{'responses':{},'security':[]}}},"
                + "'components':{'schemas':{}}}");
    assertThat(single(ContractExcerpt.of(Contract.parse("{}"), List.of())))
        .isEqualTo("{" + INFO + ",'paths':{}}");
  }

  private static JsonNode excerpt(String operation, String components, String more) {
    String contract =
        "{'paths':{'/p':{'get':{},'post':%s},'/q':{'post':{}}},'components':%s%s}"
            .formatted(operation, components, more);
    return ContractExcerpt.of(
        Contract.parse(contract.replace('\'', '"')), List.of(new ContractOperation("POST", "/p")));
  }

  private static String single(JsonNode json) {
    return json.toString().replace('"', '\'');
  }
}
