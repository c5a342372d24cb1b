package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lists and objects are made of a schema, and which of its alternatives. */
class SamplesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'array'}                 | no item = []; items = ['text']; the most items = ['text']",
        "{'items':B}                      | no item = []; items = [true]; the most items = [true]; []: true = [true]; []: false = [false]",
        "{'type':'array','items':B,'maxItems':2} | no item = []; items = [true]; the most items = [true,true]; []: true = [true]; []: false = [false]",
        "{'type':'array','items':B,'maxItems':0} | no item = []",
        "{'type':'array','items':B,'minItems':1,'maxItems':1} | the fewest items = [true]; items = [true]; the most items = [true]; []: true = [true]; []: false = [false]",
        "{'type':'array','items':B,'minItems':2} | the fewest items = [true,true]; items = [true,true]; the most items = [true,true]",
        "{'type':'array','items':B,'uniqueItems':true,'minItems':2} | the fewest items = [true,false]; items = [true,false]; the most items = [true,false]",
        "{'type':'array','items':B,'uniqueItems':false,'maxItems':3} | no item = []; items = [true]; the most items = [true,true,true]; []: true = [true]; []: false = [false]",
        "{'type':'array','items':B,'uniqueItems':true,'maxItems':3} | no item = []; items = [true]; the most items = [true,false]; []: true = [true]; []: false = [false]",
        "{'type':'array','items':{'type':'string','enum':['a']},'uniqueItems':true,'maxItems':3} | no item = []; items = ['a']; the most items = ['a']; []: the value a = ['a']; []: a value that is not listed = ['not-listed-yet']",
        "{'type':'array','items':{'$ref':'#/s'}} | no item = []; items = [[]]; the most items = [[]]",
        "{'type':'array','items':{'$ref':'#/s'},'uniqueItems':true} | no item = []",
      })
  void makesLists(String schema, String samples) {
    assertThat(listed(schema)).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({"999, 999", "1000, 1000", "1001, 1000", "1e20, 1000"})
  void makesNoLongerListsThanAThousandItems(String maxItems, int length) {
    String schema = "{'type':'array','items':{'type':'boolean'},'maxItems':" + maxItems + "}";

    assertThat(TestSchema.samples(schema))
        .filteredOn(sample -> sample.name().equals("the most items"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).hasSize(length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'object'}                | what is required only = {}; everything = {}; a field that is not declared = {'not_declared_yet':{'a':1}}",
        "{'type':'object','additionalProperties':false} | what is required only = {}; everything = {}",
        "{'type':'object','additionalProperties':true} | what is required only = {}; everything = {}; a field that is not declared = {'not_declared_yet':{'a':1}}",
        "{'additionalProperties':B}       | what is required only = {}; everything = {}; an entry of the map = {'a key':true}",
        "{'properties':{'b':B},'required':['b'],'additionalProperties':false} | what is required only = {'b':true}; everything = {'b':true}; b: false = {'b':false}",
        "{'properties':{'b':B},'additionalProperties':false} | what is required only = {}; everything = {'b':true}; b: false = {'b':false}",
        "{'required':['a'],'properties':{'a':B},'additionalProperties':B} | what is required only = {'a':true}; everything = {'a':true}; a: false = {'a':false}; an entry of the map = {'a':true,'a key':true}",
        "{'required':['a'],'additionalProperties':B} | what is required only = {'a':true}; everything = {'a':true}; a: false = {'a':false}; an entry of the map = {'a':true,'a key':true}",
        "{'properties':{'b':{'type':'boolean','writeOnly':true},'c':{'type':'boolean','writeOnly':false}},'additionalProperties':false} | what is required only = {}; everything = {'c':true}; c: false = {'c':false}",
        "{'properties':{'b':{'items':{'properties':{'c':B},'additionalProperties':false}}},'additionalProperties':false} | what is required only = {}; everything = {'b':[{'c':true}]}; b: no item = {'b':[]}; b[]: what is required only = {'b':[{}]}; b[].c: false = {'b':[{'c':false}]}",
        "{'properties':{'a':{'properties':{'b':B},'additionalProperties':false}},'additionalProperties':false} | what is required only = {}; everything = {'a':{'b':true}}; a: what is required only = {'a':{}}; a.b: false = {'a':{'b':false}}",
        "{'properties':{'a':{'type':'boolean','nullable':true},'b':B},'additionalProperties':false} | what is required only = {}; everything = {'a':true,'b':true}; a: false = {'a':false,'b':true}; a: null = {'a':null,'b':true}; b: false = {'a':true,'b':false}; null wherever it is allowed = {'a':null,'b':true}",
        "{'allOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'a':{'maxLength':2}}}],'type':'object','additionalProperties':false} | what is required only = {}; everything = {'a':'te'}; a: empty text = {'a':''}; a: a long text = {'a':'ll'}",
        "{'properties':{'me':{'$ref':'#/s'}},'additionalProperties':false} | what is required only = {}; everything = {}",
        "{'properties':{'me':{'$ref':'#/s'}},'required':['me'],'nullable':true,'additionalProperties':false} | what is required only = {'me':null}; everything = {'me':null}; me: null = {'me':null}",
      })
  void makesObjects(String schema, String samples) {
    assertThat(listed(schema)).isEqualTo(samples);
  }

  @Test
  void endsSomewhereWhereThereIsNoEnd() {
    String endless = "{'required':['me'],'properties':{'me':{'$ref':'#/s'}}}";

    String least = new Samples().least(TestSchema.of(endless)).toString();

    assertThat(least).isEqualTo("{\"me\":".repeat(12) + "{}" + "}".repeat(12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'properties':{'a':B,'b':B},'required':['b']} | {'b':true} | {'a':true,'b':true}",
        "{'properties':{'a':{'items':B}},'required':['a']} | {'a':[]} | {'a':[true]}",
        "{'items':B}              | []          | [true]",
        "{'items':B,'minItems':2} | [true,true] | [true,true]",
        "{'items':B,'maxItems':0,'type':'array'} | [] | []",
        "{'items':{'$ref':'#/s'}} | []          | [[]]",
        "{'type':'integer'}       | 8           | 8",
        "{'oneOf':[B,{'type':'string'}]} | true | true",
      })
  void knowsTheLeastAndTheMost(String schema, String least, String most) {
    Schema made = TestSchema.of(schema.replace("B", "{'type':'boolean'}"));

    assertThat(new Samples().least(made)).hasToString(least.replace('\'', '"'));
    assertThat(new Samples().most(made)).hasToString(most.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "b     | #/s/properties/b",
        "b[]   | #/s/properties/b/items",
        "b[].c | #/s/properties/b/items/properties/c",
      })
  void pointsToTheFieldInTheContract(String field, String pointer) {
    String schema =
        "{'properties':{'b':{'items':{'properties':{'c':{'type':'boolean','nullable':true}}}}}}";

    assertThat(TestSchema.samples(schema))
        .filteredOn(sample -> sample.field().equals(field))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(sample.pointer()).isEqualTo(pointer));
  }

  private static String listed(String schema) {
    return TestSchema.listed(schema.strip().replace("B", "{'type':'boolean'}"));
  }
}
