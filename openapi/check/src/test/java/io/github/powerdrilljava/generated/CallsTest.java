package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a generated operation sends is what the contract says, by style, content and place. */
class CallsTest {

  private static String sent(String operation, String parameters) throws Exception {
    try (LoopbackService service = new LoopbackService("")) {
      Corpus.client("calls").call(operation, parameters, service.baseUrl()).execute();
      return service.request();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plainPath       | {'text': 'a/b ü', 'number': 1.50}          | GET /api/path/a%2Fb%20%C3%BC/1.5",
        "listPath        | {'list': ['a,b', 'c/d', 'e']}              | GET /api/path/a%2Cb,c%2Fd,e",
        "mapPath         | {'map': {'a': 1, 'b': 2}}                  | GET /api/path/a,1,b,2",
        "explodedMapPath | {'map': {'a': 1, 'b': 2}}                  | GET /api/explodedPath/a=1,b=2",
        "labelPath       | {'list': ['a', 'b'], 'map': {'c': 1, 'd': 2}, 'text': 'e'} | GET /api/label/.a,b.c=1.d=2.e",
        "matrixPath      | {'list': ['a', 'b'], 'more': ['x', 'y'], 'map': {'c': 1}, 'text': 'e'} | GET /api/matrix/;list=a,b;more=x;more=y;c=1;text=e",
        "oddPath         | {'aB': 'x', 'someThing': 'y', 'unnamed': 'z'} | GET /api/odd/x/y/z/%7Bhalf",
        "pathWithQuery   | {'id': 'a&b'}                              | GET /api/query?fixed=1&id=a%26b",
        "twoSlashes      | {}                                         | GET /api//elsewhere.example/up",
        "query           | {}                                         | GET /api/query",
        "query           | {'exploded': ['a', 'b&c']}                 | GET /api/query?exploded=a&exploded=b%26c",
        "query           | {'joined': ['a', 'b,c']}                   | GET /api/query?joined=a,b%2Cc",
        "query           | {'spaced': ['a', 'b']}                     | GET /api/query?spaced=a%20b",
        "query           | {'piped': ['a', 'b']}                      | GET /api/query?piped=a%7Cb",
        "query           | {'form': {'a': 1, 'b c': 2}}               | GET /api/query?a=1&b%20c=2",
        "query           | {'flat': {'a': 1, 'b': 2}}                 | GET /api/query?flat=a,1,b,2",
        "query           | {'deep': {'first_name': 'n', 'tags': ['x', 'y'], 'sort': 'up'}} | GET /api/query?deep%5Bfirst_name%5D=n&deep%5Bsort%5D=up&deep%5Btags%5D=x&deep%5Btags%5D=y",
        "query           | {'deep': {'inner': {'since': '2024-01-02T03:04:05Z'}}} | GET /api/query?deep%5Binner%5D%5Bsince%5D=2024-01-02T03%3A04%3A05Z",
        "query           | {'reserved': 'a/b:c?d=e&f'}                | GET /api/query?reserved=a/b:c?d%3De%26f",
        "query           | {'since': '2024-01-02T03:04:05Z', 'day': '2024-01-02'} | GET /api/query?day=2024-01-02&since=2024-01-02T03%3A04%3A05Z",
        "query           | {'sort': 'down', 'either': 'x y'}          | GET /api/query?either=x%20y&sort=down",
        "query           | {'oddName': true}                          | GET /api/query?odd%5Bname%5D%20%26=true",
        "query           | {'json': {'first_name': 'n'}}              | GET /api/query?json=%7B%22first_name%22%3A%22n%22%7D",
        "headers         | {'xList': ['a', 'b']}                      | GET /api/headers; X-List: a,b",
        "headers         | {'xMap': {'a': 1, 'b': 2}, 'xSince': '2024-01-02T03:04:05Z'} | GET /api/headers; X-Since: 2024-01-02T03:04:05Z; X-Map: a=1,b=2",
        "headers         | {'session': 'a b', 'theme': 'dark'}        | GET /api/headers; Cookie: session=a%20b; theme=dark",
        "jsonBody        | {'body': {'first_name': 'n'}}              | POST /api/json; Content-Type: application/json; charset=UTF-8; {\"first_name\":\"n\"}",
        "jsonBody        | {}                                         | POST /api/json; Content-Length: 0",
        "neededBody      | {'body': ['a', 'b']}                       | PUT /api/json; Content-Type: application/json; charset=UTF-8; [\"a\",\"b\"]",
        "mergePatch      | {'body': {'a': 1}}                         | PATCH /api/json; Content-Type: application/merge-patch+json; {\"a\":1}",
        "deleteWithBody  | {'body': {'reason': 'r'}}                  | DELETE /api/json; Content-Type: application/json; charset=UTF-8; {\"reason\":\"r\"}",
        "deleteWithBody  | {}                                         | DELETE /api/json",
        "getWithBody     | {}                                         | GET /api/json",
        "form            | {'id': '1', 'body2': 'b', 'grantType': 'g&h', 'scope': ['a', 'b'], 'joined': ['c', 'd']} | POST /api/form/1?body=b; Content-Type: application/x-www-form-urlencoded; grant_type=g%26h&joined=c%2Cd&scope=a&scope=b",
        "rawBody         | {'body': 'bytes'}                          | POST /api/raw; Content-Type: application/x-own; bytes",
        "rawBody         | {}                                         | POST /api/raw; Content-Length: 0",
        "severalBodies   | {'body': {'x': 'y'}}                       | POST /api/several; Content-Type: application/json; charset=UTF-8; {\"x\":\"y\"}",
        "head            | {}                                         | HEAD /api/methods",
        "options         | {}                                         | OPTIONS /api/methods",
        "trace           | {}                                         | TRACE /api/methods",
        "notifyOperation | {}                                         | POST /api/methods; Content-Length: 0",
        "getClassOperation | {}                                       | PUT /api/methods; Content-Length: 0",
      })
  void sendsWhatTheContractSays(String operation, String parameters, String request)
      throws Exception {
    assertThat(sent(operation, parameters.replace('\'', '"'))).isEqualTo(request);
  }

  @Test
  void sendsPartsWithNamesAndTypes() throws Exception {
    String parameters =
        """
        {"id": "1", "page": 2, "xTrace": "t", "file": "first", "files": ["second", "third"],
         "note": "# n", "labels": ["a", "b"], "options": {"over_write": true}}""";
    String boundary = "--[-0-9a-f]{36}(--)?\r\n";
    List<String> parts = List.of(sent("multipart", parameters).split(boundary));
    assertThat(parts.get(0))
        .startsWith("POST /api/multipart/1?page=2; X-Trace: t; Content-Type: multipart/form-data;");
    assertThat(parts.subList(1, parts.size()))
        .extracting(part -> part.replaceAll("Content-Length: \\d+\r\n", "").replace("\r\n", "~"))
        .containsExactly(
            "Content-Disposition: form-data; name=\"file\"; filename=\"first.txt\"~Content-Type: application/x-own~~first~",
            "Content-Disposition: form-data; name=\"files\"; filename=\"second.txt\"~Content-Type: application/x-own~~second~",
            "Content-Disposition: form-data; name=\"files\"; filename=\"third.txt\"~Content-Type: application/x-own~~third~",
            "Content-Disposition: form-data; name=\"labels\"~~a~",
            "Content-Disposition: form-data; name=\"labels\"~~b~",
            "Content-Disposition: form-data; name=\"note\"~Content-Type: text/markdown~~# n~",
            "Content-Disposition: form-data; name=\"options\"~Content-Type: application/json~~{\"over_write\":true}~");
  }

  @ParameterizedTest
  @CsvSource({
    "needed,     userId is required",
    "neededBody, body is required",
    "plainPath,  number is required",
    "multipart,  file is required"
  })
  void refusesToLeaveOutWhatIsRequired(String operation, String message) {
    assertThatThrownBy(() -> sent(operation, "{}"))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(NullPointerException.class)
        .hasMessage(message);
  }

  @Test
  void refusesABodyThatHttpDoesNotCarry() {
    assertThatThrownBy(() -> sent("getWithBody", "{\"body\": {\"reason\": \"r\"}}"))
        .hasMessageContaining("GET must not have a request body");
  }

  @Test
  void neverLeavesTheBaseUrl() throws Exception {
    Request request =
        Corpus.client("calls").call("twoSlashes", "{}", "http://127.0.0.1:1/api/").request();
    assertThat(request.url().host()).isEqualTo("127.0.0.1");
  }
}
