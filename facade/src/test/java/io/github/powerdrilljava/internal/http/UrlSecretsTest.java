package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.api.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever a URL looks like, nothing shows its user name, password, query and fragment. */
@Isolated("It hears the log of the whole JVM.")
class UrlSecretsTest {

  /** It would log each request, with its query. Held, or the log manager forgets the level. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  static {
    QUIET.setLevel(Level.OFF);
  }

  /** {U}, {Q} and {F} are secret; {H} is a server that has nothing, {R} one that refuses. */
  static final List<String> URLS =
      List.of(
          "http://alice:{U}@{H}/a/x.csv?sig={Q}#{F}",
          "HTTP://alice:{U}@{H}/a/x.csv?sig={Q}#{F}",
          "hTtPs://alice:{U}@{R}/a/x.csv?sig={Q}#{F}",
          "http://{U}@{H}/x?{Q}#{F}",
          "http://:{U}@{H}/x",
          "http://{U}:@{H}/x",
          "http://alice:{U}@@{H}/x",
          "http://a@b:{U}@{H}/x",
          "http://alice:p%40{U}@{H}/x",
          "http://alice:%{U}@{H}/x",
          "http://alice:{U}%20x@{H}/x",
          "http://alice:pa?{U}@{H}/x",
          "http://alice:pa#{U}@{H}/x",
          "http://alice:pa/{U}@{H}/x?{Q}",
          "http://alice:12/{U}@{H}/x?{Q}",
          "http://alice:pa\\{U}@{H}/x",
          "http://{U}?x@{H}/x",
          "http://{U}#x@{H}/x",
          "http://alice:{U}@ho st/x?{Q}",
          "//alice:{U}@{H}/x?{Q}#{F}",
          "alice:{U}@{H}/x?{Q}",
          "alice:{U}@{H}",
          ":{U}@{H}",
          "ftp://alice:{U}@{H}/x?{Q}#{F}",
          "jdbc:x://alice:{U}@{H}/x?{Q}",
          "mailto:{U}@example.com",
          "ht\ttp://alice:{U}@{H}/x?{Q}#{F}",
          "ht\ntp://alice:{U}@{H}/x",
          " http://alice:{U}@{H}/x?{Q}\n",
          "http:/alice:{U}@{H}/x",
          "http:alice:{U}@{H}/x",
          "http:////alice:{U}@{H}/x",
          "http:\\\\alice:{U}@{H}\\x?{Q}",
          "http://alice:{U}@[::1]:99999/x",
          "http://alice:{U}@[::1/x",
          "http://[alice:{U}@{H}]/x",
          "http://alice:{U}@{H}9999999/x?{Q}",
          "http://alice:{U}@/x?{Q}",
          "http://alice:{U}%40{H}/x",
          "http://alice:{U}%2540{H}/x",
          "http://alice:{U}\uff20{H}/x",
          "http://alice:{U}\u0000@{H}/x",
          "http://alice:\u202e{U}@{H}/x\u009b",
          "http://alice:{U}@exa\u00admple/x",
          "http://alice:{U}@\ud800host/x",
          "http://alice:{U}\"@{H}/x?{Q}",
          "http://{H}/x#{F}",
          "http://{H}/x#a?{Q}",
          "http://{H}/x?a#{F}?{Q}",
          "http://{H}?{Q}",
          "http://{H}/?{Q}",
          "http://{H}/x?mail=a@b.c&{Q}",
          "http://{H}/a@b/x?{Q}",
          "http://{H}/x%3F{Q}",
          "http://{H}/x%253f{Q}",
          "http://{H}/x\u2028y\u200b\ufeff?{Q}",
          "{H}/x?{Q}#{F}",
          "?{Q}",
          "x#{F}");

  private static final List<String> SECRETS = List.of("us3rinf0", "qu3ry5ec", "fr4gm3nt");

  private static final Logger LOG = Logger.getLogger("io.github.powerdrilljava");
  private static final Level LEVEL = LOG.getLevel();
  private static final List<String> shown = new CopyOnWriteArrayList<>();
  private static final Handler RECORDER = new Recorder();
  private static final MockWebServer SERVER = new MockWebServer();
  private static final Socket NOT_LISTENING = new Socket();
  private static Downloader downloader;

  @TempDir Path dir;

  private static final class Recorder extends Handler {
    @Override
    public void publish(LogRecord entry) {
      shown.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeAll
  static void start() throws Exception {
    LOG.setLevel(Level.ALL);
    LOG.addHandler(RECORDER);
    SERVER.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(404).build();
          }
        });
    SERVER.start();
    NOT_LISTENING.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    downloader = Downloader.builder().retries(Retries.NONE).build();
  }

  @AfterAll
  static void stop() throws IOException {
    downloader.close();
    NOT_LISTENING.close();
    SERVER.close();
    LOG.removeHandler(RECORDER);
    LOG.setLevel(LEVEL);
  }

  private static PresignedUrl presigned(String template) {
    String url =
        template
            .replace("{U}", SECRETS.get(0))
            .replace("{Q}", SECRETS.get(1))
            .replace("{F}", SECRETS.get(2))
            .replace("{H}", "localhost:" + SERVER.getPort())
            .replace("{R}", "localhost:" + NOT_LISTENING.getLocalPort());
    return new PresignedUrl(url, Instant.parse("2124-01-01T00:00:00Z"));
  }

  @ParameterizedTest(name = "{index}")
  @FieldSource("URLS")
  void nothingShowsTheSecretsOfAUrl(String template) {
    shown.clear();
    PresignedUrl url = presigned(template);
    shown.add(url.toString());
    shown.add(DownloadRequest.of(url, dir).toString());
    shown.add(ShownUrl.of(url.url()));
    shown.add(
        stackTrace(catchThrowable(() -> downloader.download(url, dir))).replaceAll("\\s", ""));
    shown.add(stackTrace(catchThrowable(() -> downloader.open(url))).replaceAll("\\s", ""));
    assertThatNoSecretShows();
  }

  @ParameterizedTest(name = "{index}")
  @FieldSource("URLS")
  void neitherDoesTextThatQuotesIt(String template) {
    shown.clear();
    String url = presigned(template).url().strip();
    if (url.matches("(?i)https?:.*|//.*|[^#@]*\\?.*")) { // else nothing tells that it is a URL
      Redactor redactor = new Redactor("");
      shown.add(redactor.redact("no object at " + url + "!"));
      shown.add(redactor.redact("(see <" + url + ">)"));
      String json = Json.MOSHI.adapter(String.class).toJson(url);
      shown.add(redactor.excerpt(ByteString.encodeUtf8("{\"u\":" + json + ",\"n\":2}")));
      shown.add(
          redactor.excerpt(
              ByteString.encodeUtf8(json.replace("/", "\\/").replace("@", "\\u0040"))));
      assertThatNoSecretShows();
    }
  }

  private static void assertThatNoSecretShows() {
    assertThat(shown)
        .allSatisfy(
            text ->
                assertThat(text.toLowerCase(Locale.ROOT))
                    .doesNotContain(SECRETS)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  @Test
  void whatIsNoSecretShows() {
    assertThat(ShownUrl.of("HTTPS://u:p@Store.Example:8443/a/b%20c.csv?x=1#y"))
        .isEqualTo("https://store.example:8443/a/b%20c.csv?…");
    assertThat(ShownUrl.of("https://store.example/")).isEqualTo("https://store.example/");
    assertThat(ShownUrl.of("https://store.example/x#y")).isEqualTo("https://store.example/x");
    assertThat(ShownUrl.of("https://[::1]:8443/x")).isEqualTo("https://[::1]:8443/x");
    assertThat(ShownUrl.of("https://store.example/a@b.csv"))
        .isEqualTo("https://store.example/…@b.csv");
    assertThat(ShownUrl.of("store.example/x.csv?y")).isEqualTo("store.example/x.csv?…");
    assertThat(ShownUrl.of("string")).isEqualTo("string");
    assertThat(ShownUrl.of("")).isEmpty();
  }
}
