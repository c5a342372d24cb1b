package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways through a contract: each ends where there is nothing more. */
class ClauseTest {
  private static final Clause ROOT =
      new Clause(
          Contract.parse(
              """
              {
                "a": {"b/c": {"d": [7, {"e": 8}]}},
                "ref": {"$ref": "#/a"},
                "refs": {"$ref": "#/ref"},
                "broken": {"$ref": "#/nowhere"},
                "list": [{"name": "x"}, {"name": "y"}, {"name": "y"}]
              }
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a              | #/a",
        "a b/c d 1 e    | #/a/b~1c/d/1/e",
        "a b/c x d      | #/a/b~1c",
        "x              | #",
        "ref b/c d      | #/a/b~1c/d",
        "ref            | #/ref",
        "broken x       | #/broken",
        "list 3         | #/list",
      })
  void leadDownAsFarAsThereIsSomething(String steps, String place) {
    Clause end = ROOT.then(steps.strip().split(" ", -1));

    assertThat(end).hasToString(place);
    assertThat(end.node().isMissingNode()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/a/b~1c/d/0, #/a/b~1c/d/0", "/ref/b~1c/x, #/a/b~1c", "/x, #", "'', #"})
  void leadDownAPointer(String pointer, String place) {
    assertThat(ROOT.then(JsonPointer.compile(pointer))).hasToString(place);
  }

  @ParameterizedTest
  @CsvSource({"x, #/list/0", "y, #/list/1", "z, #/list"})
  void leadToTheFirstOfAName(String name, String place) {
    assertThat(ROOT.then("list").thenNamed(name)).hasToString(place);
  }

  @ParameterizedTest
  @CsvSource({"ref, b/c, #/a/b~1c", "a, b/c, #/a/b~1c", "a, x, #/a", "list, x, #/list"})
  void leadToTheFirstThatIsWanted(String from, String wanted, String place) {
    assertThat(ROOT.then(from).thenFirst(wanted::equals)).hasToString(place);
  }

  @ParameterizedTest
  @CsvSource({"ref, #/a", "refs, #/ref", "broken, #/broken", "a, #/a"})
  void leadOnWhereARefLeads(String from, String place) {
    assertThat(ROOT.then(from).resolved()).hasToString(place);
  }

  @Test
  void haveNamesParentsAndChildren() {
    Clause list = ROOT.at("a", "b/c", "d");

    assertThat(list.name()).isEqualTo("d");
    assertThat(ROOT.name()).isEmpty();
    assertThat(list.parent()).hasToString("#/a/b~1c").extracting(Clause::name).isEqualTo("b/c");
    assertThat(list.children()).hasToString("[#/a/b~1c/d/0, #/a/b~1c/d/1]");
    assertThat(ROOT.at("a").children()).hasToString("[#/a/b~1c]");
    assertThat(List.of(ROOT.at("x").children(), list.at("0").children()))
        .allSatisfy(children -> assertThat(children).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /a/1/b | GET /a/{long_name}/b",
        "GET    | /a/b/b | GET /a/b/b",
        "get    | /a/1/b | get /a/{long_name}/b",
        "GET    | /a/1/c | GET /a/{x}/{y}",
        "POST   | /a/b/b | POST /a/{x}/{y}",
        "DELETE | /a/1/b | none",
        "GET    | /a/1   | none",
        "GET    | /a/1/b/ | none",
      })
  void leadToTheOperationWithTheFewestNamesInBraces(String method, String path, String found) {
    String both = "{'get':{},'post':{}}";
    String get = "{'get':{}}";
    String paths =
        "{'/a/{x}/{y}':" + both + ",'/a/{long_name}/b':" + get + ",'/a/b/b':" + get + "}";
    String contract = "{'paths':" + paths + "}";

    assertThat(
            ContractOperation.find(Contract.parse(contract.replace('\'', '"')), method, path)
                .map(ContractOperation::toString)
                .orElse("none"))
        .isEqualTo(found);
  }
}
