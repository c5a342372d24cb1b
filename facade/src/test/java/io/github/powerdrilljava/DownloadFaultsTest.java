package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static io.github.powerdrilljava.StoreFaults.PART;
import static io.github.powerdrilljava.StoreFaults.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Downloads through everything that can go wrong at the store: they bring the content as it is, or
 * say why not and leave no target, and the next one completes.
 */
@Timeout(60)
class DownloadFaultsTest {

  private static final String TABLE = "io.github.powerdrilljava.StoreFaults#";

  /** More than the first request asks for. */
  private static final int LARGE = 9 * 1024 * 1024;

  private static final Retries SOON =
      new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1));

  /** How long the store may be silent where it is silent on purpose; short, for it is sat out. */
  private static final Duration SHORT_SILENCE = Duration.ofMillis(200);

  @TempDir private static Path served;
  private static final byte[] LARGE_CONTENT = FileContent.random(LARGE, 1);
  private static final byte[] SMALL_CONTENT = FileContent.random(SMALL, 2);
  private static PowerdrillSandbox sandbox;
  private static PowerdrillClient client;
  private static PowerdrillClient impatient;

  @TempDir Path dir;

  @BeforeAll
  static void start() throws Exception {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "large", Files.write(served.resolve("large.csv"), LARGE_CONTENT));
    sandbox.put("dset-1", "small", Files.write(served.resolve("small.csv"), SMALL_CONTENT));
    client = builder().build();
    impatient = builder().callTimeout(SHORT_SILENCE).build();
  }

  private static PowerdrillClient.Builder builder() {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .maxRequestsPerSecond(0)
        .retries(SOON);
  }

  @AfterAll
  static void stop() {
    client.close();
    impatient.close();
    sandbox.close();
  }

  @AfterEach
  void mend() {
    sandbox.storeFaults().clear();
  }

  private DownloadRequest<PresignRequest> request(String dataSource) {
    Path target = dir.resolve(dataSource + ".csv");
    return DownloadRequest.of(PresignRequest.of("dset-1", dataSource), target)
        .withConnections(2)
        .withPartSize(PART);
  }

  /** Where the store will be silent, the URL is asked for before, in no hurry. */
  private static Path download(Fault fault, DownloadRequest<PresignRequest> request) {
    if (!fault.toString().startsWith("stall")) {
      return client.dataSources().download(request);
    }
    DownloadRequest<?> byUrl =
        DownloadRequest.of(client.dataSources().presign(request.source()), request.target())
            .withConnections(2)
            .withPartSize(PART);
    return impatient
        .dataSources()
        .download(request.replacesExisting() ? byUrl.replacingExisting() : byUrl);
  }

  private void assertWhole(Path target, byte[] content) throws Exception {
    assertHolds(target, content);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(target);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({TABLE + "faultsThatPass", TABLE + "otherRanges"})
  void bringsTheContentThroughAFaultOfTheFirstRequest(Fault fault) throws Exception {
    sandbox.storeFaults().next(fault);
    Path target = download(fault, request("small"));
    assertThat(sandbox.storeFaults().pending()).isZero();
    assertWhole(target, SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({TABLE + "faultsThatPass", TABLE + "falseContents"})
  void bringsTheContentThroughAFaultOfALaterRequest(Fault fault) throws Exception {
    sandbox.storeFaults().next(Fault.resetAfter(3 * PART / 2), fault);
    Path target = download(fault, request("small"));
    assertThat(sandbox.storeFaults().pending()).isZero();
    assertWhole(target, SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "otherRanges")
  void believesNoneOfTwoRangesWhereNoOtherConnectionWouldNotice(Fault fault) throws Exception {
    sandbox.storeFaults().next(fault);
    assertWhole(client.dataSources().download(request("small").withConnections(1)), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "otherRanges")
  void asksForAllWhereALaterResponseMayBringOtherBytes(Fault fault) throws Exception {
    sandbox.storeFaults().next(Fault.resetAfter(3 * PART / 2), fault, fault);
    assertWhole(client.dataSources().download(request("small")), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "refusalsThatMayBeOfTheRange")
  void asksForAllWhereAPartIsRefused(Fault refusal) throws Exception {
    sandbox.storeFaults().next(refusal);
    assertWhole(client.dataSources().download(request("small")), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "refusalsThatMayBeOfTheRange")
  void endsWhereAllIsRefusedToo(Fault refusal) throws Exception {
    sandbox.storeFaults().randomly(1, 1, refusal);
    assertThat(
            catchThrowableOfType(
                DownloadException.class, () -> client.dataSources().download(request("small"))))
        .hasMessageContaining("the object store responded with HTTP ");
    sandbox.storeFaults().clear();
    assertWhole(client.dataSources().download(request("small")), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "faultsThatEndIt")
  void saysWhatEndsItAndCompletesNextTime(Fault fault, String message) throws Exception {
    DownloadRequest<PresignRequest> request = request("small").withSha256(sha256(SMALL_CONTENT));
    sandbox.storeFaults().next(fault);
    assertThat(
            catchThrowableOfType(
                DownloadException.class, () -> client.dataSources().download(request)))
        .hasMessageContaining(message);
    assertThat(request.target()).doesNotExist();
    assertWhole(client.dataSources().download(request), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "faultsThatMayStay")
  void givesUpOnAFaultThatStaysOrBringsTheContent(Fault fault) throws Exception {
    DownloadRequest<PresignRequest> request = request("small").replacingExisting();
    sandbox.storeFaults().randomly(1, 1, fault);
    DownloadException failure =
        catchThrowableOfType(DownloadException.class, () -> download(fault, request));
    if (failure == null) {
      assertWhole(request.target(), SMALL_CONTENT);
    } else {
      assertThat(request.target()).doesNotExist();
    }
    sandbox.storeFaults().clear();
    assertWhole(download(fault, request), SMALL_CONTENT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(TABLE + "cutsOfLaterRequests")
  void bringsAContentOfMoreThanOneRequest(Fault fault) throws Exception {
    sandbox.storeFaults().next(Fault.informational(103), fault);
    assertWhole(download(fault, request("large")), LARGE_CONTENT);
    assertThat(sandbox.storeFaults().pending()).isZero();
  }

  @Test
  void bringsWhatComesByteByByte() throws Exception {
    Path tiny = Files.write(served.resolve("tiny.csv"), new byte[PART / 8]);
    sandbox.put("dset-1", "tiny", tiny);
    sandbox.storeFaults().next(Fault.trickle(Duration.ZERO));
    assertWhole(client.dataSources().download(request("tiny")), Files.readAllBytes(tiny));
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
