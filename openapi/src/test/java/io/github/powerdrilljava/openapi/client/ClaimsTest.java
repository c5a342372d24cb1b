package io.github.powerdrilljava.openapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a name depends on nothing but who claims it. */
class ClaimsTest {

  /** One claim: a name, a rank and a text. */
  private static final class Claim {
    private final String[] parts;

    private Claim(String text) {
      parts = text.split(" ", -1);
    }
  }

  private static List<String> settled(Claims<Claim> claims, List<Claim> all, List<Claim> order) {
    order.forEach(
        each -> claims.add(each, each.parts[0], Integer.parseInt(each.parts[1]), each.parts[2]));
    claims.settle();
    return all.stream().map(claims::of).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 0 x, b 0 y                | a, b",
        "a 1 x, a 0 y                | a2, a",
        "a 0 y, a 0 x                | a2, a",
        "a 0 x, a 0 y, a 0 z         | a, a2, a3",
        "a 0 x, a 0 y, a2 0 w        | a, a3, a2",
        "a 0 x, a 0 y, a2 1 w        | a, a2, a22",
        "a 0 x, A 0 y                | a, A",
      })
  void giveANameByRankThenByTextInWhateverOrderTheyCome(String claims, String names) {
    List<Claim> all = Arrays.stream(claims.split(", ", -1)).map(Claim::new).toList();
    List<Claim> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);

    assertThat(settled(Claims.exact(), all, all)).containsExactly(names.split(", ", -1));
    assertThat(settled(Claims.exact(), all, reversed)).containsExactly(names.split(", ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 0 x, A 0 y                | a, A2",
        "Url 1 x, URL 0 y            | Url2, URL",
        "A 0 x, taken 0 y            | A, taken2",
        "TAKEN 0 x, B 0 y            | TAKEN2, B",
      })
  void giveNamesThatDifferByMoreThanCaseWhereFilesAreCalledByThem(String claims, String names) {
    List<Claim> all = Arrays.stream(claims.split(", ", -1)).map(Claim::new).toList();

    Claims<Claim> ignoringCase = Claims.<Claim>ignoringCase().without("Taken");

    assertThat(settled(ignoringCase, all, all)).containsExactly(names.split(", ", -1));
  }
}
