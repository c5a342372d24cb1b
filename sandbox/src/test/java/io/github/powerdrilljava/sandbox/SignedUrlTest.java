package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A presigned URL serves its one object, as it was signed, until it expires. */
class SignedUrlTest {
  private static final String CONTENT = "0123456789";

  private static final Instant MODIFIED = Instant.parse("2024-06-03T09:10:11.987Z");

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Path file;

  @BeforeEach
  void putOneFile() throws IOException {
    file = Files.writeString(directory.resolve("a.csv"), CONTENT);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    sandbox.put("dset", "ds", file);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void servesUntilTheUrlExpiresByTheSandboxsClock() {
    URI url = url();
    sandbox.advanceClock(Duration.ofSeconds(590));
    assertThat(PlainClient.get(url).statusCode()).isEqualTo(200);

    sandbox.advanceClock(Duration.ofSeconds(10));
    HttpResponse<String> response = PlainClient.get(url);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(header(response, "Content-Type")).isEqualTo("application/xml");
    assertThat(response.body())
        .contains(
            "<Error><Code>AccessDenied</Code><Message>Request has expired</Message><Expires>20");
    assertThat(PlainClient.get(url()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesAUrlThatWasTamperedWith(String what, UnaryOperator<String> change) {
    HttpResponse<String> response = PlainClient.get(URI.create(change.apply(url().toString())));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("<Code>SignatureDoesNotMatch</Code>");
  }

  static Stream<Arguments> refusesAUrlThatWasTamperedWith() {
    return Stream.of(
        tampered("later expiry", url -> url.replaceAll("Expires=\\d", "Expires=9")),
        tampered("other path", url -> url.replace("/ds/", "/other/")),
        tampered("same path in other letters", url -> url.replace("/ds/", "/d%73/")),
        tampered("other signature", url -> url.replaceAll("Signature=.{64}", "Signature=" + ZEROS)),
        tampered("no signature", url -> url.replaceAll("&Signature.*", "")),
        tampered("empty signature", url -> url.replaceAll("Signature=.*", "Signature=")),
        tampered("no expiry", url -> url.replaceAll("Expires=\\d+&", "")),
        tampered("one parameter more", url -> url + "&x=1"),
        tampered("no query", url -> url.replaceAll("\\?.*", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
  void refusesEveryMethodThatTheUrlWasNotSignedFor(String method) {
    HttpResponse<String> response =
        PlainClient.send(HttpRequest.newBuilder(url()).method(method, noBody()));

    assertThat(response.statusCode()).isEqualTo(403);
    if (method.equals("HEAD")) {
      assertThat(response.body()).isEmpty();
    } else {
      assertThat(response.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }
  }

  @Test
  void knowsNoUrlOfAnotherSandbox() {
    try (PowerdrillSandbox other = TestContract.start()) {
      other.put("dset", "ds", file);
      URI foreign = new PlainClient(other).presign("dset", "ds");
      URI moved = URI.create(foreign.toString().replaceFirst(":\\d+", ":" + url().getPort()));

      assertThat(PlainClient.get(moved).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void missesAnObjectThatIsGone() throws IOException {
    URI url = url();
    Files.delete(file);

    HttpResponse<String> response = PlainClient.get(url);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("<Code>NoSuchKey</Code>");
  }

  @Test
  void missesAnObjectThatAnotherFileHasReplaced() throws IOException {
    URI url = url();
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("b.csv"), "b"));

    assertThat(PlainClient.get(url).statusCode()).isEqualTo(404);
    assertThat(PlainClient.get(url()).body()).isEqualTo("b");
  }

  private static final String ZEROS = "0".repeat(64);

  private static Arguments tampered(String what, UnaryOperator<String> change) {
    return arguments(what, change);
  }

  private URI url() {
    return client.presign("dset", "ds");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
