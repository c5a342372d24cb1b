package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a value of which several parts of a contract say something. */
class SchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','nullable':true}  | true",
        "{'nullable':true}                  | true",
        "{'type':'string','nullable':false} | false",
        "{'type':'string'}                  | false",
        "{}                                 | false",
        "{'type':'string','nullable':true,'enum':['a']} | false",
        "{'type':'string','nullable':true,'enum':['a',null]} | true",
        "{'allOf':[{'type':'string','nullable':true},{'type':'string'}]} | false",
        "{'allOf':[{'type':'string','nullable':true},{'maxLength':3}]} | true",
      })
  void allowsNullIfNoPartForbidsIt(String schema, boolean allowed) {
    assertThat(TestSchema.of(schema.strip()).allowsNull()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'string'   | ['a',null]",
        "'type':'integer'  | [1,null]",
        "'type':'number'   | [1,1.5,null]",
        "'type':'boolean'  | [true,null]",
        "'type':'object'   | [{},null]",
        "'type':'array'    | [[],null]",
        "'type':'odd'      | ['a',1,1.5,true,{},[],null]",
        "'x-type':'string' | ['a',1,1.5,true,{},[],null]",
        "'allOf':[{'enum':[1.0,'1','a']}] | ['a',1]",
        "'allOf':[{'enum':[1.0,'1','a']},{'enum':[1]}] | [1]",
        "'not':{'enum':[1.00,1.5,'b',null]} | ['a',true,{},[]]",
        "'allOf':[{'not':{'enum':['a']}},{'not':{'enum':[{},[]]}}] | [1,1.5,true,null]",
      })
  void allowsTheValuesThatEveryPartAllows(String keywords, String values) {
    Schema schema = TestSchema.of("{" + keywords.strip() + ",'enum':['a',1,1.5,true,{},[],null]}");

    assertThat(schema.allowed()).hasToString(values.replace('\'', '"').replace(",", ", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'minimum':2,'maximum':7}                       | 2 | 7",
        "{'minimum':2,'maximum':7},{'minimum':3,'maximum':8} | 3 | 7",
        "{'minimum':2,'maximum':7},{'minimum':1,'maximum':6} | 2 | 6",
        "{'minimum':2,'maximum':7},{'minimum':'9','maximum':'1'} | 2 | 7",
      })
  void isBoundedByTheNarrowestBounds(String parts, String least, String most) {
    Schema schema = TestSchema.of("{'allOf':[" + parts.strip() + "]}");

    assertThat(schema.atLeast("minimum").orElseThrow()).hasToString(least);
    assertThat(schema.atMost("maximum").orElseThrow()).hasToString(most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'propertyName':'kind','mapping':{'purring':'#/s/x/Cat','barking':'Dog'}} | purring,barking,",
        "{'propertyName':'kind','mapping':{'purring':'#/s/x/Cat'}} | purring,Dog,",
        "{'propertyName':'kind','mapping':{'a':'b'}}               | Cat,Dog,",
        "{'propertyName':'kind'}                                   | Cat,Dog,",
        "{'mapping':{'purring':'#/s/x/Cat'}}                       | ,,",
        "{}                                                        | ,,",
      })
  void distinguishesNamedAlternativesByTheDiscriminator(String discriminator, String kinds) {
    Schema schema =
        TestSchema.of(
            "{'oneOf':[{'$ref':'#/s/x/Cat'},{'$ref':'#/s/x/Dog'},{'type':'object'}],"
                + "'x':{'Cat':{'type':'object'},'Dog':{'type':'object'}},'discriminator':"
                + discriminator.strip()
                + "}");

    List<String> made =
        schema.alternatives().stream()
            .map(each -> new Samples().least(each).path("kind").asText())
            .toList();

    assertThat(String.join(",", made)).isEqualTo(kinds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'integer'}                                 | [8]",
        "{'oneOf':[ONE,TWO]}                                    | [1, 2]",
        "{'anyOf':[ONE,TWO]}                                    | [1, 2]",
        "{'oneOf':[{'oneOf':[ONE,TWO]},THREE]}                      | [1, 2, 3]",
        "{'allOf':[{'oneOf':[ONE,TWO]},{'anyOf':[{'type':'integer'},{'type':'integer'}]}]} | [1, 1, 2, 2]",
        "{'oneOf':[ONE,TWO],'anyOf':[{'type':'integer'},{'nullable':true}]} | [1, 1, 2, 2]",
        "{'oneOf':[]}                                       | [\"text\"]",
      })
  void offersOneAlternativeOfEachChoice(String schema, String values) {
    String json =
        schema
            .strip()
            .replace("ONE", "{'type':'integer','enum':[1]}")
            .replace("TWO", "{'type':'integer','enum':[2]}")
            .replace("THREE", "{'type':'integer','enum':[3]}");

    assertThat(TestSchema.of(json).alternatives().stream().map(new Samples()::least).toList())
        .hasToString(values);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "31, 31", "32, 32", "33, 32"})
  void offersNoMoreAlternativesThanAreEverTried(int stated, int offered) {
    String each = String.join(",", Collections.nCopies(stated, "{'type':'string'}"));

    assertThat(TestSchema.of("{'oneOf':[" + each + "]}").alternatives()).hasSize(offered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties':{'a':{}},'additionalProperties':{}} | #/s/properties/a",
        "{'properties':{'b':{}},'additionalProperties':{}} | #/s/additionalProperties",
        "{'properties':{'b':{}},'additionalProperties':true} | #",
        "{'properties':{'a':7}}                            | #",
        "{'allOf':[{'properties':{'b':{}}},{'properties':{'a':{}}}]} | #/s/allOf/1/properties/a",
        "{'properties':{'a':{'$ref':'#/s/x'}},'x':{'$ref':'#/s/y'},'y':{}} | #/s/y",
        "{'properties':{'a':{'$ref':'#/s/nowhere'}}}       | #/s/properties/a",
        "{'allOf':[{'$ref':'#/s'},{'properties':{'a':{}}}]} | #/s/allOf/1/properties/a",
      })
  void findsWhatHoldsForAProperty(String schema, String pointer) {
    assertThat(TestSchema.of(schema.strip()).property("a").pointer()).isEqualTo(pointer);
  }
}
