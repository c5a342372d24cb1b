package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a terminal obeys instead of showing it leaves this library in no text and no file's name.
 */
@Isolated("It hears the log of the whole JVM.")
class TextFromOutsideTest extends ScriptedTest {

  private final Logger logger = Logger.getLogger("io.github.powerdrilljava");
  private final Level level = logger.getLevel();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Handler recorder =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          shown.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir Path dir;

  @BeforeEach
  void record() {
    logger.setLevel(Level.ALL);
    logger.addHandler(recorder);
  }

  @AfterEach
  void restore() {
    logger.removeHandler(recorder);
    logger.setLevel(level);
  }

  /** Those that not every place can hold, and all others at once. */
  static Stream<List<Integer>> obeyed() {
    IntStream ranges =
        Stream.of(
                new int[] {0x80, 0x9f},
                new int[] {0x200b, 0x200f},
                new int[] {0x2028, 0x202e},
                new int[] {0x2060, 0x2064},
                new int[] {0x2066, 0x2069})
            .flatMapToInt(range -> IntStream.rangeClosed(range[0], range[1]));
    IntStream single =
        IntStream.of(7, 8, 9, 0x1b, 0x7f, 0xad, 0x61c, 0x180e, 0xfeff, 0xfff9, 0xe0041);
    return Stream.of(
        List.of(0),
        List.of(0xa),
        List.of(0xd),
        List.of(0xd800),
        List.of(0xdc00),
        IntStream.concat(ranges, single).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("obeyed")
  void reachesNoText(List<Integer> codePoints) throws Exception {
    List<String> obeyed = codePoints.stream().map(Character::toString).toList();
    String odd = "a" + String.join("b", obeyed) + "c";
    PresignRequest request = PresignRequest.of(odd, odd).withUserId(odd).withExternalTraceId(odd);
    show(request, failureOf(() -> client.dataSources().presign(request)));
    showResponsesOfTheService(odd);
    showResponsesOfTheStore(odd);
    showFiles(odd);
    for (String text : shown) {
      assertThat(text).doesNotContain(obeyed).doesNotContain("\n");
    }
  }

  private void show(Object... objects) {
    for (Object object : objects) {
      shown.add(String.valueOf(object));
    }
  }

  private String failureOf(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(PowerdrillException.class);
    return String.valueOf(failure.getMessage());
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  private void showResponsesOfTheService(String odd) {
    server.answers(404, "{\"code\":300003,\"msg\":\"" + json(odd) + "\"}");
    PowerdrillApiException refusal =
        (PowerdrillApiException)
            catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    show(String.valueOf(refusal.getMessage()), String.valueOf(refusal.serviceMessage()));
    for (String body : List.of(odd, "{\"code\":0,\"data\":{\"" + json(odd) + "\":[1,{")) {
      server.answers(200, body);
      show(failureOf(() -> client.dataSources().presign("dset-1", "ds-1")));
    }
    for (String url : List.of(odd, "http://" + odd + ".example/x", "http://localhost:1/" + odd)) {
      server.answers(200, ContractResponses.presigned(url, "2124-11-13T14:15:22Z"));
      PresignedUrl presigned = client.dataSources().presign("dset-1", "ds-1");
      DownloadRequest<?> fetch = DownloadRequest.of(presigned, dir.resolve("x.csv"));
      show(presigned, fetch, failureOf(() -> client.dataSources().download(fetch)));
    }
  }

  /** Header values cannot hold what ends a line. */
  private void showResponsesOfTheStore(String odd) {
    if (odd.matches("(?s).*[\0\r\n].*") || Character.isSurrogate(odd.charAt(1))) {
      return;
    }
    server.answers(
        new MockResponse.Builder()
            .code(404)
            .addHeaderLenient("x-amz-request-id", odd)
            .body("<Code>" + odd + "</Code>")
            .build());
    server.answers(
        new MockResponse.Builder().code(206).addHeaderLenient("Content-Range", odd).build());
    server.answers(new MockResponse.Builder().code(416).addHeaderLenient("ETag", odd).build());
    server.answers(
        new MockResponse.Builder()
            .code(302)
            .addHeaderLenient("Location", "http://" + odd + "/")
            .build());
    for (int i = 0; i < 4; i++) {
      show(failureOf(() -> client.dataSources().download(storeRequest("sales.csv", "x.csv"))));
    }
  }

  private DownloadRequest<?> storeRequest(String path, String target) {
    return DownloadRequest.of(
        new PresignedUrl(server.url("/" + path), Instant.parse("2124-11-13T14:15:22Z")),
        dir.resolve(target));
  }

  private void showFiles(String odd) throws Exception {
    if (Character.isSurrogate(odd.charAt(1)) && odd.length() == 3) {
      return; // neither a URL nor a file system can hold it
    }
    server.answers(new MockResponse.Builder().body("a,b").build());
    Path named =
        client
            .dataSources()
            .download(storeRequest(URLEncoder.encode(odd, UTF_8).replace("+", "%20"), ""));
    assertThat(String.valueOf(named.getFileName())).matches("a_[a-z0-9_]*c");
    shown.add(named.toString());
    if (odd.indexOf('\0') >= 0) {
      return;
    }
    Files.writeString(dir.resolve(odd), "there");
    DownloadRequest<?> there = storeRequest("sales.csv", odd);
    DownloadRequest<?> nowhere = storeRequest("sales.csv", odd + "nowhere/x.csv");
    Files.createDirectory(dir.resolve("locked" + odd));
    DownloadRequest<?> noFile = storeRequest("sales.csv", "locked" + odd + "/" + "x".repeat(256));
    show(there, nowhere);
    show(failureOf(() -> client.dataSources().download(there)));
    show(failureOf(() -> client.dataSources().download(nowhere)));
    server.answers(new MockResponse.Builder().body("a,b").build());
    show(failureOf(() -> client.dataSources().download(noFile)));
  }
}
