package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is about, whatever the form of its target. */
class ReceivedRequestTest {

  private static ReceivedRequest request(String target) {
    return new ReceivedRequest(
        ReceivedRequest.Side.OBJECT_STORE,
        Instant.EPOCH,
        "GET",
        target,
        Map.of("Range", List.of("a, b", "c"), "Accept", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b?c=d?e,            /a/b, c=d?e",
    "/a%3Fb,                /a%3Fb, ''",
    "/?,                    /,    ''",
    "http://h:80/a?b,       /a,   b",
    "HTTPS://h/a,           /a,   ''",
    "http://h,              /,    ''",
    "http://h?b,            /,    b",
    "/http://h/a,           /http://h/a, ''",
    "*,                     *,    ''",
  })
  void hasAPathAndAQuery(String target, String path, String query) {
    assertThat(request(target).path()).isEqualTo(path);
    assertThat(request(target).query()).isEqualTo(query);
  }

  @Test
  void findsHeadersInAnyCase() {
    ReceivedRequest request = request("/");

    assertThat(request.header("rANGE")).hasValue("a, b");
    assertThat(request.headers("range")).containsExactly("a, b", "c");
    assertThat(request.elements("range")).containsExactly("a", "b", "c");
    assertThat(request.header("accept")).isEmpty();
    assertThat(request.header("other")).isEmpty();
  }

  @Test
  void reportsNothingThatMayBeSecret() {
    assertThat(request("/a?secret-key")).hasToString("OBJECT_STORE GET /a [Accept, Range]");
  }
}
