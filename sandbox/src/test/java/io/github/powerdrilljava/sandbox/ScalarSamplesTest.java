package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text and numbers are made of a schema: the plainest first, then those at its edges. */
class ScalarSamplesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'maxLength':3                 | text = 'tex'; empty text = ''; a long text = 'lll'",
        "'minLength':5,'maxLength':8   | text = 'textt'; the shortest text = 'sssss'; a long text = 'llllllll'",
        "'minLength':6,'maxLength':6   | text = 'textte'; the shortest text = 'ssssss'; a long text = 'llllll'",
        "'maxLength':0                 | text = ''; empty text = ''; a long text = ''",
        "'pattern':'^x$'               | text by its pattern, 0 = 'x'",
        "'pattern':'^x$','format':'odd' | text by its pattern, 0 = 'x'",
        "'pattern':'^[[:odd:]{2'       | text = 'text'",
        "'format':'date'               | a date = '2024-11-13'; a leap day = '2024-02-29'",
        "'format':'date','pattern':'-29$' | a leap day = '2024-02-29'",
        "'format':'date','pattern':'['  | a date = '2024-11-13'; a leap day = '2024-02-29'",
        "'format':'date','minLength':10,'maxLength':10 | a date = '2024-11-13'; a leap day = '2024-02-29'",
        "'format':'date','minLength':11 | text = 'texttexttex'",
        "'format':'date-time','maxLength':20 | a time in lower case = '2024-11-13t14:15:22z'; a time long ago = '1970-01-01T00:00:00Z'; a time in the last year of four digits = '9999-12-31T23:59:59Z'",
        "'format':'uuid'               | a UUID = '2f1d3c6e-9c1b-4c57-8f6e-0a1b2c3d4e5f'; a UUID in upper case = '2F1D3C6E-9C1B-4C57-8F6E-0A1B2C3D4E5F'",
        "'format':'byte','maxLength':0 | no bytes = ''",
        "'enum':['a',3]                | the value a = 'a'; a value that is not listed = 'not-listed-yet'",
      })
  void makesText(String keywords, String samples) {
    assertThat(TestSchema.listed("{'type':'string'," + keywords.stripTrailing() + "}"))
        .isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({
    "text,              {},                       4",
    "text,              {'minLength':20000},      20000",
    "text,              {'minLength':100001},     100001",
    "text,              {'minLength':-1},         4",
    "empty text,        {},                       0",
    "empty text,        {'minLength':-1},         0",
    "the shortest text, {'minLength':1},          1",
    "the shortest text, {'minLength':1e9},        100001",
    "a long text,       {},                       10000",
    "a long text,       {'minLength':9999},       10000",
    "a long text,       {'minLength':10001},      10001",
    "a long text,       {'maxLength':99999},      99999",
    "a long text,       {'maxLength':100000},     100000",
    "a long text,       {'maxLength':100001},     10000",
    "a long text,       {'maxLength':1e9},        10000",
  })
  void makesTextAsLongAsItMayBeButNotBeyondWhatIsEverSent(String what, String bounds, int length) {
    String schema = "{'allOf':[" + bounds + "],'type':'string'}";

    assertThat(TestSchema.samples(schema))
        .filteredOn(sample -> sample.name().equals(what))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value().textValue()).hasSize(length));
  }

  @ParameterizedTest
  @CsvSource({"minLength, 16, 1", "minLength, 17, 0", "maxLength, 16, 1", "maxLength, 15, 0"})
  void countsCharactersAsTheContractDoesAndNotTheirHalves(String bound, int length, int made) {
    assertThat(TestSchema.samples("{'type':'string','" + bound + "':" + length + "}"))
        .filteredOn(sample -> sample.name().equals("text that JSON escapes"))
        .hasSize(made)
        .allMatch(sample -> sample.value().textValue().length() == 17);
  }

  @Test
  void makesThreeTextsOfAPatternThatFitAllElse() {
    assertThat(TestSchema.samples("{'type':'string','pattern':'^[a-z]{1,9}$','minLength':8}"))
        .hasSize(3)
        .allSatisfy(sample -> assertThat(sample.value().textValue()).matches("[a-z]{8,9}"))
        .extracting(Samples.Sample::value)
        .doesNotHaveDuplicates();
    assertThat(
            TestSchema.samples(
                "{'type':'string','pattern':'^\\\\d$','allOf':[{'pattern':'[5-9]'}]}"))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(sample.value().textValue()).matches("[5-9]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | a number = 8; a negative number = -1; a large number = 9223372036854775807; zero = 0",
        "{'format':'int32'}              | a number = 8; a negative number = -1; a large number = 2147483647; zero = 0",
        "{'minimum':7}                   | a number = 8; the least number = 7; a large number = 9223372036854775807",
        "{'minimum':9}                   | a number = 9; a large number = 9223372036854775807",
        "{'maximum':8}                   | a number = 8; a negative number = -1; zero = 0",
        "{'maximum':-7}                  | a number = -7",
        "{'minimum':0,'maximum':0}       | a number = 0",
        "{'minimum':-3,'maximum':-1}     | a number = -3; the greatest number = -1",
        "{'minimum':2.5,'maximum':4.5}   | a number = 3; the greatest number = 4",
        "{'minimum':2.5,'exclusiveMinimum':true} | a number = 8; the least number = 3; a large number = 9223372036854775807",
        "{'maximum':4.5,'exclusiveMaximum':true} | a number = 1; a negative number = -1; the greatest number = 4; zero = 0",
        "{'minimum':3,'exclusiveMinimum':true,'maximum':5,'exclusiveMaximum':true} | a number = 4",
        "{'minimum':3,'exclusiveMinimum':false,'maximum':4,'exclusiveMaximum':false} | a number = 3; the greatest number = 4",
        "{'multipleOf':5,'minimum':-12,'maximum':-3} | a number = -10; the greatest number = -5",
        "{'multipleOf':5,'minimum':-10,'exclusiveMinimum':true,'maximum':10,'exclusiveMaximum':true} | a number = 5; the least number = -5; zero = 0",
        "{'multipleOf':10,'format':'int32'} | a number = 80; a negative number = -10; a large number = 2147483640; zero = 0",
        "{'multipleOf':0}                | a number = 8; a negative number = -1; a large number = 9223372036854775807; zero = 0",
        "{'not':{'enum':[8,0]}}          | a number = 1; a negative number = -1; a large number = 9223372036854775807",
        "{'enum':[3,1,2.5]}              | the value 3 = 3; the value 1 = 1; a value that is not listed = 13",
        "{'enum':[0,1],'not':{'enum':[0.0]}} | the value 1 = 1; a value that is not listed = 11",
      })
  void makesWholeNumbers(String bounds, String samples) {
    assertThat(TestSchema.listed("{'type':'integer','allOf':[" + bounds + "]}")).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | a number = 1; a negative number = -0.125; a large number = 123456789012.5; zero = 0",
        "{'minimum':5}                   | a number = 5; a large number = 123456789012.5",
        "{'minimum':0.95,'exclusiveMinimum':true} | a number = 1.075; a large number = 123456789012.5",
        "{'minimum':0.3,'maximum':0.4}   | a number = 0.3; the greatest number = 0.4",
        "{'multipleOf':0.5,'minimum':0.2,'maximum':1.2} | a number = 0.5; the greatest number = 1",
        "{'minimum':0,'maximum':1,'exclusiveMaximum':true} | a number = 0.125; the least number = 0; the greatest number = 0.875",
        "{'minimum':0,'exclusiveMinimum':true,'maximum':0.1} | a number = 0.025; the greatest number = 0.1",
        "{'minimum':0.3,'exclusiveMinimum':true,'maximum':0.4,'exclusiveMaximum':true} | a number = 0.325; the greatest number = 0.375",
        "{'minimum':0.25,'maximum':0.25} | a number = 0.25",
        "{'enum':[2.5,'x']}              | the value 2.5 = 2.5; a value that is not listed = 12.5",
      })
  void makesNumbersOfAnyKind(String bounds, String samples) {
    assertThat(TestSchema.listed("{'type':'number','allOf':[" + bounds + "]}")).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({"399, 1", "400, 0"})
  void makesNoNumberThatFewWouldRead(int zeros, int made) {
    assertThat(TestSchema.samples("{'type':'number','maximum':1e" + zeros + "}"))
        .filteredOn(sample -> sample.name().equals("the greatest number"))
        .hasSize(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"string", "integer"})
  void marksAValueThatTheContractDoesNotList(String type) {
    String schema = "{'type':'" + type + "','enum':['a',1]}";

    assertThat(TestSchema.samples(schema))
        .extracting(Samples.Sample::name, Samples.Sample::listed)
        .last()
        .hasToString("(\"a value that is not listed\", false)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'boolean'}                    | true = true; false = false",
        "{'type':'boolean','enum':[true,'x']}  | the value true = true",
        "{'enum':['a',null,3,[1]]}             | the value a = 'a'; the value 3 = 3; the value  = [1]",
        "{'type':'object','enum':[{},'x']}     | what is required only = {}; everything = {}; a field that is not declared = {'not_declared_yet':{'a':1}}",
        "{}                                    | text = 'text'; a number = 7; true = true; an object = {'a':1}; a list = ['a']",
      })
  void makesWhatIsNeitherTextNorNumber(String schema, String samples) {
    assertThat(TestSchema.listed(schema.strip())).isEqualTo(samples);
  }
}
