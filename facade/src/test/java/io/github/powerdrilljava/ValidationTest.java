package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before anything is sent. */
class ValidationTest extends ScriptedTest {

  private static final PresignRequest VALID = PresignRequest.of("dset-1", "ds-1");

  @SuppressWarnings("NullAway") // callers whose code nobody checks do pass null
  static Stream<Arguments> brokenRequests() {
    return Stream.of(
        arguments(PresignRequest.of(null, "ds-1"), "datasetId (not set) is required"),
        arguments(PresignRequest.of("", "ds-1"), "datasetId \"\" must not be blank"),
        arguments(PresignRequest.of(" \t", "ds-1"), "datasetId \"  \" must not be blank"),
        arguments(PresignRequest.of("\u2003", "ds-1"), "datasetId \"\u2003\" must not be blank"),
        arguments(
            PresignRequest.of(".", "ds-1"),
            "datasetId \".\" must not be \".\" or \"..\", which a URL's path cannot carry"),
        arguments(
            PresignRequest.of("dset-1", ".."),
            "dataSourceId \"..\" must not be \".\" or \"..\", which a URL's path cannot carry"),
        arguments(PresignRequest.of("dset-1", null), "dataSourceId (not set) is required"),
        arguments(
            PresignRequest.of("dset-1", "a\uD83D"),
            "dataSourceId \"a \" must not hold half of a surrogate pair"),
        arguments(
            PresignRequest.of("dset-1\n", "ds-1"),
            "datasetId \"dset-1 \" must not hold control characters, such as a line break read along"
                + " with it"),
        arguments(
            PresignRequest.of(ScriptedServer.API_KEY, "ds-1"),
            "datasetId (hidden) must not be the API key"),
        arguments(
            PresignRequest.of("dset-1", ScriptedServer.API_KEY + "\n"),
            "dataSourceId (hidden) must not be the API key"),
        arguments(
            VALID.withUserId(ScriptedServer.API_KEY), "userId (hidden) must not be the API key"),
        arguments(
            VALID.withExternalTraceId(ScriptedServer.API_KEY),
            "externalTraceId (hidden) must not be the API key"),
        arguments(
            PresignRequest.of("x".repeat(63) + "\n", "ds-1"),
            "datasetId \""
                + "x".repeat(63)
                + " \" must not hold control characters, such as a line"
                + " break read along with it"),
        arguments(VALID.withUserId(" "), "userId \" \" must not be blank"),
        arguments(
            VALID.withExpiresIn(Duration.ofSeconds(59)), "expiresIn PT59S must be at least 60 s"),
        arguments(
            VALID.withExpiresIn(Duration.ofSeconds(-60)), "expiresIn PT-1M must be at least 60 s"),
        arguments(
            VALID.withExpiresIn(Duration.ofMillis(60_500)),
            "expiresIn PT1M0.5S must be whole seconds"),
        arguments(
            VALID.withExpiresIn(Duration.ofSeconds(Integer.MAX_VALUE + 1L)),
            "expiresIn PT596523H14M8S must be at most 2147483647 s"),
        arguments(VALID.withExternalTraceId(""), "externalTraceId \"\" must not be blank"),
        arguments(
            VALID.withExternalTraceId(" a"),
            "externalTraceId \" a\" must not begin or end with white space"),
        arguments(
            VALID.withExternalTraceId("a\nb"),
            "externalTraceId \"a b\" must hold printable ASCII characters only"),
        arguments(
            VALID.withExternalTraceId("naïve"),
            "externalTraceId \"naïve\" must hold printable ASCII characters only"),
        arguments(
            VALID.withExternalTraceId("x".repeat(129)),
            "externalTraceId \"" + "x".repeat(64) + "…\" must be at most 128 characters, has 129"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("brokenRequests")
  void refusesBrokenRequestsBeforeAnythingIsSent(PresignRequest request, String violation) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().presign(request))
        .withMessage("Nothing was sent: " + violation + ".");
    assertThat(server.requestCount()).isZero();
  }

  static Stream<PresignRequest> requestsJustWithinTheRules() {
    return Stream.of(
        VALID.withExpiresIn(Duration.ofSeconds(60)),
        VALID.withExpiresIn(Duration.ofSeconds(Integer.MAX_VALUE)),
        VALID.withExternalTraceId("x".repeat(128)),
        VALID.withExternalTraceId("!~ a"),
        VALID.withUserId(null).withExpiresIn(null).withExternalTraceId(null),
        PresignRequest.of("...", "…"));
  }

  @ParameterizedTest
  @MethodSource("requestsJustWithinTheRules")
  void sendsRequestsJustWithinTheRules(PresignRequest request) {
    server.answers(200, ScriptedServer.SUCCESS);
    assertThat(client.dataSources().presign(request).url()).isEqualTo(ScriptedServer.URL);
  }

  @Test
  void namesEveryViolationAtOnce() {
    PresignRequest request =
        PresignRequest.of("..", " ")
            .withUserId("")
            .withExpiresIn(Duration.ofMillis(1))
            .withExternalTraceId("é".repeat(200));
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> client.dataSources().presign(request));
    assertThat(refusal.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "datasetId",
            "dataSourceId",
            "userId",
            "expiresIn",
            "expiresIn",
            "externalTraceId",
            "externalTraceId");
  }

  @Test
  void missesAUserIdThatNeitherRequestNorClientHas() {
    try (PowerdrillClient nobody =
        PowerdrillClient.builder()
            .apiKey(ScriptedServer.API_KEY)
            .baseUrl(server.baseUrl())
            .build()) {
      InvalidRequestException refusal =
          catchThrowableOfType(
              InvalidRequestException.class, () -> nobody.dataSources().presign("", "ds-1"));
      assertThat(refusal.violations())
          .extracting(Violation::toString)
          .containsExactly(
              "datasetId \"\" must not be blank",
              "userId (not set) is required: set it on the request, on the client, or as"
                  + " POWERDRILL_USER_ID");
    }
  }

  @Test
  void asyncCallsReportViolationsThroughTheirFuture() {
    List<CompletableFuture<?>> futures =
        List.of(
            client.dataSources().presignAsync("", "ds-1"),
            client.dataSources().presignWithResponseAsync(PresignRequest.of("", "ds-1")),
            client.dataSources().downloadAsync("", "ds-1", Path.of("file")),
            client.dataSources().openAsync("", "ds-1"));
    assertThat(futures)
        .allSatisfy(
            future ->
                assertThat(future)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(InvalidRequestException.class));
  }

  @Test
  void refusesDownloadsToUnusableTargetsBeforeAnythingIsSent(@TempDir Path dir) throws Exception {
    Path existing = Files.writeString(dir.resolve("there.csv"), "old");
    Path homeless = dir.resolve("no/such/dir/file.csv");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().download("", "ds-1", existing))
        .withMessage(
            "Nothing was sent: datasetId \"\" must not be blank; target %s already exists, and"
                + " replacing it was not asked for.",
            existing);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().download("dset-1", "ds-1", homeless))
        .withMessage("Nothing was sent: target %s must be in a directory that exists.", homeless);
    assertThat(server.requestCount()).isZero();
    assertThat(existing).hasContent("old");
  }
}
