package io.github.powerdrilljava.internal.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.generated.model.PresignDataSourceResponse;
import io.github.powerdrilljava.generated.model.PresignedDataSource;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Subject;
import io.github.powerdrilljava.sandbox.ContractResponses;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.Request;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the service answers, the caller gets a value or a {@link PowerdrillException}, and
 * neither shows a secret.
 *
 * <p>An input is an answer as text: the status on the first line, then the headers, an empty line
 * and the body. {@code KEY} stands for the API key and {@code URL} for a presigned URL.
 */
class EnvelopeFuzzTest {

  private static final String SEEDS = "EnvelopeFuzzTestInputs/fuzz";

  /** As the signature, unknown to the scan for secrets: exceptions that nobody sees may hold it. */
  private static final String KEY = "sk/a+DEF==";

  private static final String SIGNATURE = "5ec2e7516na7ure";
  private static final String URL = "https://s3.example/x?sig=" + SIGNATURE;

  private static final ApiRequest<PresignDataSourceResponse, PresignedDataSource, PresignedUrl>
      PRESIGN =
          new ApiRequest<>(
              () -> "presign data source \"ds-1\" of dataset \"dset-1\"",
              new Request.Builder().url("https://api.example/").build(),
              new Subject("presign", "dset-1", "ds-1", "own-1"),
              null,
              Json.MOSHI.adapter(PresignDataSourceResponse.class),
              PresignDataSourceResponse::code,
              PresignDataSourceResponse::data,
              data -> new PresignedUrl(data.presignedUrl(), data.expiresAt()));

  private final Envelope envelope = new Envelope(new Redactor(KEY));

  static List<Path> seeds() throws Exception {
    Path inputs = Path.of(requireNonNull(EnvelopeFuzzTest.class.getResource(SEEDS)).toURI());
    try (Stream<Path> files = Files.list(inputs)) {
      return files.sorted().toList();
    }
  }

  /** Jazzer's own way to run the seeds would attach an agent to the JVM of all tests. */
  @ParameterizedTest
  @MethodSource("seeds")
  void givesAValueOrAnExceptionWithoutSecretsForEverySeed(Path seed) throws IOException {
    open(seed.getFileName().toString(), Files.readAllBytes(seed));
  }

  @FuzzTest(maxDuration = "15m")
  @EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
  @DictionaryFile(resourcePath = "/io/github/powerdrilljava/internal/EnvelopeFuzzTest.dict")
  void fuzz(byte[] input) throws IOException {
    open("input", input);
  }

  @Test
  void readsAnInputAsAnAnswer() throws IOException {
    String input =
        """
        207
        x-pd-trace-id: trace-42

        """
            + ContractResponses.presigned("URL", "2024-11-13T14:15:22Z");
    assertThat(envelope.open(PRESIGN, answer(input.getBytes(UTF_8))))
        .isEqualTo(
            new PowerdrillResponse<>(
                new PresignedUrl(URL, Instant.parse("2024-11-13T14:15:22Z")),
                207,
                "trace-42",
                "own-1"));
  }

  private void open(String name, byte[] input) throws IOException {
    if (new String(input, ISO_8859_1).contains(SIGNATURE)) {
      return; // a fuzzer that sees what is looked for writes it where it is no secret
    }
    try {
      assertThat(envelope.open(PRESIGN, answer(input)).toString())
          .as(name)
          .doesNotContain(SIGNATURE);
    } catch (PowerdrillException e) {
      assertThat(e.getMessage())
          .as(name)
          .doesNotContain(KEY)
          .doesNotContain(SIGNATURE)
          .hasSizeLessThan(4000)
          .matches("\\V*");
    }
  }

  private static ApiResponse answer(byte[] input) throws EOFException {
    String text = new String(input, ISO_8859_1).replace("KEY", KEY).replace("URL", URL);
    Buffer source = new Buffer().writeString(text, ISO_8859_1);
    String status = String.valueOf(source.readUtf8Line());
    Headers headers = headers(source);
    return new ApiResponse(
        PRESIGN.naming(),
        PRESIGN.externalTraceId(),
        PRESIGN.http().url(),
        status.matches("\\d{1,3}") ? Integer.parseInt(status) : 200,
        headers,
        source.readByteString(),
        false);
  }

  /** As OkHttp reads them: values may hold anything but line breaks. */
  private static Headers headers(Buffer source) throws EOFException {
    Headers.Builder headers = new Headers.Builder();
    for (String line = source.readUtf8Line();
        line != null && !line.isEmpty();
        line = source.readUtf8Line()) {
      String[] parts = line.split(":", 2);
      if (parts.length == 2 && parts[0].matches("[A-Za-z-]+")) {
        headers.addUnsafeNonAscii(parts[0], parts[1].trim());
      }
    }
    return headers.build();
  }
}
