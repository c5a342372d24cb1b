package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.ContractResponses;
import io.github.powerdrilljava.secretscan.SecretScan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Neither the API key nor a presigned URL's query shows in anything this library writes or throws.
 */
@Isolated("It hears the log of the whole JVM.")
class SecretsTest extends ScriptedTest {

  private static final String SIGNATURE = "5ec2e7516na7ure";

  private final Logger logger = Logger.getLogger("io.github.powerdrilljava");
  private final Level level = logger.getLevel();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Handler recorder = recorder();

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

  private void answersWithUrl(String url) {
    server.answers(200, ContractResponses.presigned(url, "2124-11-13T14:15:22Z"));
  }

  @Test
  void aWholeDownloadLogsWhatHappenedWithoutSecrets(@TempDir Path dir) {
    String url = server.url("/sales.csv?X-Amz-Signature=" + SIGNATURE);
    answersWithUrl(url);
    answersWithUrl(url);
    server.answers(new MockResponse.Builder().body("a,b").build());
    PresignedUrl presigned = client.dataSources().presign("dset-1", "ds-1");
    client.dataSources().download("dset-1", "ds-1", dir);
    written.add(presigned.toString());
    written.add(client.toString());
    assertThat(written)
        .anyMatch(
            line ->
                line.matches(
                    "presign #\\d+: POST http://.*/api/v2/team/datasets/dset-1/datasources/ds-1/presign: HTTP 200 after \\d+ ms, \\d+ bytes, trace id trace-42"))
        .anyMatch(
            line ->
                line.matches(
                    "download #\\d+: GET http://.*/sales.csv: HTTP 200 after \\d+ ms, 3 bytes"))
        .anyMatch(line -> line.contains("/sales.csv?…"));
    assertNoSecretIn(written);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "{\"code\":0,\"data\":{\"presigned_url\":\"https://s3.example/x?X-Amz-Signature=SIGNATURE\",\"expires_at\":1}}",
        "{\"code\":0,\"data\":{\"presigned_url\":\"https://s3.example/x?a b'c=1&X-Amz-Signature=SIGNATURE\"}}",
        "{\"code\":0,\"data\":{\"presigned_url\":\"https:\\/\\/s3.example\\/x\\u003fX-Amz-Signature=SIGNATURE\"}}",
        "{\"code\":0,\"data\":{\"presigned_url\":\"https://s3.example/x?q=\\\"&X-Amz-Signature=SIGNATURE\"}}",
        "{\"code\":0,\"data\":\"https://s3.example/x?X-Amz-Signature=SIGNATURE",
        "{\"code\":1004,\"msg\":\"unknown key KEY\"}",
        "{\"code\":300008,\"msg\":\"could not sign https://s3.example/x?X-Amz-Signature=SIGNATURE\"}",
        "<html>You sent x-pd-api-key: KEY</html>",
      })
  void whatTheServiceEchoesIsNotPassedOn(String body) {
    server.answers(
        200, body.replace("SIGNATURE", SIGNATURE).replace("KEY", ScriptedServer.API_KEY));
    Throwable failure = catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    assertThat(failure).isInstanceOf(PowerdrillException.class);
    written.add(stackTrace(failure));
    if (failure instanceof UnexpectedResponseException unexpected) {
      written.add(unexpected.excerpt());
    }
    if (failure instanceof PowerdrillApiException refused) {
      written.add(refused.serviceMessage());
    }
    assertNoSecretIn(written);
  }

  @Test
  void aTraceIdThatHoldsSecretsIsNotPassedOn() {
    server.answers(
        new MockResponse.Builder()
            .code(401)
            .addHeader(
                "x-pd-trace-id", ScriptedServer.API_KEY + " for https://s3.example/x?" + SIGNATURE)
            .build());
    AuthenticationException failure =
        catchThrowableOfType(
            AuthenticationException.class, () -> client.dataSources().presign("dset-1", "ds-1"));
    assertThat(failure.traceId()).isEqualTo("… for https://s3.example/x?…");
    written.add(stackTrace(failure));
    assertThat(written).hasSize(3); // the log's lines are the others
    assertNoSecretIn(written);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "not a url?X-Amz-Signature=SIGNATURE",
        "http://other.example/x?X-Amz-Signature=SIGNATURE",
        "https://no-such-host.invalid/x?X-Amz-Signature=SIGNATURE",
      })
  void aDownloadThatFailsDoesNotShowItsUrl(String url, @TempDir Path dir) {
    answersWithUrl(url.replace("SIGNATURE", SIGNATURE));
    Throwable failure =
        catchThrowable(() -> client.dataSources().download("dset-1", "ds-1", dir.resolve("x")));
    assertThat(failure).isInstanceOf(PowerdrillException.class);
    written.add(stackTrace(failure));
    assertNoSecretIn(written);
  }

  @Test
  void noObjectShowsASecretAsText() {
    answersWithUrl("https://s3.example/x?X-Amz-Signature=" + SIGNATURE);
    server.answers(200, "{\"code\":1004,\"msg\":\"" + ScriptedServer.API_KEY + "\"}");
    PresignRequest request = PresignRequest.of("dset-1", "ds-1");
    PowerdrillResponse<PresignedUrl> response = client.dataSources().presignWithResponse(request);
    List<Object> objects =
        List.of(
            server.clientBuilder(),
            client,
            client.dataSources(),
            request,
            DownloadRequest.of(request, Path.of("x")),
            response,
            response.value(),
            catchThrowable(() -> client.dataSources().presign(request)));
    objects.forEach(object -> written.add(object.toString()));
    assertThat(written)
        .anyMatch(text -> text.startsWith("PowerdrillResponse[value=PresignedUrl[url=https://s3"))
        .anyMatch(text -> text.contains("AuthenticationException: "));
    assertNoSecretIn(written);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "?X-Amz-Signature=SIGNATURE",
        "string?SIGNATURE",
        "line one\nline two\u001b[2J\u009b\u2028?SIGNATURE\n?",
        "ftp://store.example/x?a#b?SIGNATURE",
      })
  void aUrlOfAnyTextIsSafeToShow(String url) {
    answersWithUrl(url.replace("SIGNATURE", SIGNATURE));
    written.add(client.dataSources().presign("dset-1", "ds-1").toString());
    assertThat(written).allMatch(text -> text.matches("[^\\p{Cc}\\x{2028}]*"));
    assertNoSecretIn(written);
  }

  private static void assertNoSecretIn(List<String> texts) {
    assertThat(texts).isNotEmpty().noneMatch(text -> text.contains(SIGNATURE));
    texts.forEach(text -> SecretScan.search("what this library wrote", text));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private Handler recorder() {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        written.add(new java.util.logging.SimpleFormatter().formatMessage(record));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
