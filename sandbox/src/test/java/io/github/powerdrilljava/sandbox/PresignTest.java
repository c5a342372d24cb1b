package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the ids are made of, a right request is given a URL that serves the file. */
class PresignTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @BeforeEach
  void putOneFile() throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("größe 1.csv"), "a;b\n"));
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void worksForAClientThatTakesTheServersForItsProxies() throws IOException, InterruptedException {
    HttpRequest presign = client.presignRequest("dset", "ds").build();
    HttpResponse<String> presigned = viaProxyAt(presign.uri(), presign);
    URI url = URI.create(PlainClient.json(presigned).at("/data/presigned_url").textValue());

    assertThat(viaProxyAt(url, HttpRequest.newBuilder(url).build()).body()).isEqualTo("a;b\n");
    assertThat(sandbox.requests().get(0).target()).isEqualTo(presign.uri().toString());
  }

  private static HttpResponse<String> viaProxyAt(URI proxy, HttpRequest request)
      throws IOException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(proxy.getHost(), proxy.getPort());
    return HttpClient.newBuilder()
        .proxy(ProxySelector.of(address))
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void handsOutAUrlThatServesTheFileUnderItsOwnName() {
    URI url = client.presign("dset", "ds");

    assertThat(url.getRawPath()).isEqualTo("/dset/ds/gr%C3%B6%C3%9Fe%201.csv");
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
    assertThat(url.getPort()).isNotEqualTo(sandbox.baseUrl().getPort());
    assertThat(PlainClient.get(url).body()).isEqualTo("a;b\n");
  }

  @ParameterizedTest(name = "{0} for {1} s")
  @MethodSource
  void statesWhenTheUrlExpires(String body, long seconds) {
    sandbox.advanceClock(Duration.ofDays(1));
    Instant before = sandbox.now().truncatedTo(ChronoUnit.SECONDS);

    JsonNode data = presign(request -> request.POST(ofString(body))).at("/data");

    String expiresAt = data.at("/expires_at").textValue();
    assertThat(expiresAt).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(Instant.parse(expiresAt))
        .isBetween(before.plusSeconds(seconds), sandbox.now().plusSeconds(seconds));
  }

  static Stream<Arguments> statesWhenTheUrlExpires() {
    return Stream.of(
        arguments("{\"user_id\":\"tmm-sandbox\"}", 600),
        arguments("{\"user_id\":\"tmm-sandbox\",\"expires_in\":60}", 60),
        arguments("{\"user_id\":\"tmm-sandbox\",\"expires_in\":2147483647}", 2147483647L),
        arguments("{\"user_id\":\"tmm-sandbox\",\"unknown\":{\"field\":[1]}}", 600));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b", "/", "a?b", "a#b", "100%", "%2F", "%25", "a b", "a+b", "a;b", ";", "a&b=c", "é",
        "データ", "🛠", ".hidden", "..a", "a\"b", "a<b>", "{x}", "a\\b", "a,b", "a:b", "@", "null",
            "1",
        "[1]", "a\nb", "~*'()!$"
      })
  void findsADataSourceWhateverItsIdsAreMadeOf(String id) throws IOException {
    Path file = Files.writeString(directory.resolve("odd.csv"), id);
    sandbox.put(id, id + "2", file);

    URI url = client.presign(encode(id), encode(id + "2"));

    assertThat(PlainClient.get(url).body()).isEqualTo(id);
  }

  @Test
  void doesNotDecodeAnIdTwiceNorSplitItAtAnEncodedSlash() throws IOException {
    Path file = Files.writeString(directory.resolve("odd.csv"), "x");
    sandbox.put("a/b", "ds", file);
    sandbox.put("a+b", "ds", file);

    assertThat(code(client.presignRequest("a%252Fb", "ds"))).isEqualTo(300003);
    assertThat(code(client.presignRequest("a%20b", "ds"))).isEqualTo(300003);
    assertThat(code(client.presignRequest("a+b", "ds"))).isZero();
    assertThat(code(client.presignRequest("a%2fb", "ds"))).isZero();
  }

  @Test
  void takesATraceIdOf128Characters() {
    assertThat(presign(traceId(128)).at("/code").intValue()).isZero();
  }

  @Test
  void givesEveryResponseATraceIdOfItsOwn() {
    Stream<String> traceIds =
        IntStream.range(0, 20)
            .mapToObj(i -> PlainClient.send(client.presignRequest("dset", i % 2 == 0 ? "ds" : "x")))
            .map(response -> response.headers().firstValue("x-pd-trace-id").orElseThrow());

    assertThat(traceIds).doesNotHaveDuplicates().hasSize(20);
  }

  private static UnaryOperator<HttpRequest.Builder> traceId(int length) {
    return request -> request.header("x-pd-external-trace-id", "t".repeat(length));
  }

  private JsonNode presign(UnaryOperator<HttpRequest.Builder> change) {
    return PlainClient.json(PlainClient.send(change.apply(client.presignRequest("dset", "ds"))));
  }

  private static int code(HttpRequest.Builder request) {
    return PlainClient.json(PlainClient.send(request)).at("/code").intValue();
  }

  private static String encode(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }
}
