package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a download comes with responses that break off, and of a huge object. */
@Timeout(60)
class DownloadProgressTest extends AtOddStore {

  /** Far more requests than a download makes that comes to nothing. */
  private static final int FOR_EVER = 40;

  private DownloadRequest<PresignedUrl> request() {
    return request(target).withConnections(1);
  }

  /**
   * A store whose responses break off.
   *
   * @param bytes how many each brings, by its number
   */
  record Breaking(String what, IntUnaryOperator bytes, boolean endsWell)
      implements OddStore.Behaviour {
    @Override
    public MockResponse.Builder respond(OddStore.Get get) {
      if (get.range() == null || get.number() == FOR_EVER) {
        return get.refused(404, "NoSuchKey");
      }
      int all = get.last() + 1 - get.first();
      int some = Math.min(all, bytes.applyAsInt(get.number()));
      return get.said("bytes " + get.first() + "-" + get.last() + "/" + OBJECT.length)
          .chunkedBody(get.bytes(get.first(), some), 8192);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Breaking> breaking() {
    return Stream.of(
        new Breaking("more often than attempts are made", number -> 70_000, true),
        new Breaking("after one byte each", number -> 1, false),
        new Breaking(
            "after one byte each but the first", number -> number > 0 ? 1 : 70_000, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaking")
  void aFileIsResumedAsLongAsEachResponseBringsSomething(Breaking breaking) {
    store.behaves(breaking);
    DownloadException failure = failureOf(downloader, request());
    assertThat(failure == null).as("%s", failure).isEqualTo(breaking.endsWell());
    assertThat(store.gets()).hasSizeLessThan(FOR_EVER);
    assertThat(Files.exists(target)).isEqualTo(breaking.endsWell());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaking")
  void aStreamIsResumedAsLongAsEachResponseBringsSomething(Breaking breaking) throws IOException {
    store.behaves(breaking);
    try (InputStream in = downloader.open(store.url())) {
      assertThat(in.readAllBytes()).isEqualTo(OBJECT);
      assertThat(breaking.endsWell()).isTrue();
    } catch (IOException e) {
      assertThat(breaking.endsWell()).as("%s", e).isFalse();
    }
    assertThat(store.gets()).hasSizeLessThan(FOR_EVER);
  }

  @Test
  void noByteThatArrivedIsFetchedAgain() {
    store.behaves(new Breaking("in the middle of a part", number -> 70_000, true));
    downloader.download(request());
    assertThat(store.gets())
        .extracting(OddStore.Get::first)
        .containsExactly(0, 70_000, 140_000, 210_000, 280_000);
  }

  @Test
  void whatArrivedOfOneResponseIsKeptWhereItsConnectionIsCut() {
    store.behaves(
        get ->
            get.number() == 0
                ? get.asAsked().onResponseBody(new SocketEffect.CloseSocket())
                : get.asAsked());
    downloader.download(request().withPartSize(1024 * 1024));
    assertHolds(target, OBJECT);
    assertThat(store.gets().get(1).first()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void oneResponseMustBringAsManyBytesAsItsRange(int more) {
    store.behaves(
        get ->
            get.number() > 0
                ? get.asAsked()
                : get.said("bytes 0-" + get.last() + "/" + OBJECT.length)
                    .chunkedBody(
                        more < 0 ? get.bytes(0, OBJECT.length - 1) : get.asked().writeByte(7),
                        8192));
    downloader.download(request().withPartSize(1024 * 1024));
    assertHolds(target, OBJECT);
  }

  @Test
  void aRefusalThatStaysIsNamedWhereThereIsNoOtherConnection() {
    Breaking once = new Breaking("once", number -> 70_000, true);
    store.behaves(get -> get.number() == 0 ? once.respond(get) : get.refused(503, "Busy"));
    DownloadException failure = failureOf(downloader, request());
    assertThat(failure).hasMessageContaining("HTTP 503 Busy");
    assertThat(failure.bytesKept()).isEqualTo(70_000);
  }

  @Test
  @Timeout(10)
  void aFailureOfOneConnectionEndsAnotherThatWaits() {
    store.behaves(
        get ->
            get.number() == 0
                ? get.asAsked().onResponseBody(SocketEffect.Stall.INSTANCE)
                : get.upTo(get.first() + 9999).asAsked());
    IllegalStateException thrown = new IllegalStateException("by the listener");
    DownloadRequest<PresignedUrl> request =
        request()
            .withConnections(2)
            .withProgress(
                (received, total) -> {
                  if (store.gets().size() > 1) {
                    throw thrown;
                  }
                });
    assertThatThrownBy(() -> downloader.download(request)).isSameAs(thrown);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSilentConnectionThatLostARaceIsNotWaitedFor(int silent) {
    store.behaves(
        get -> {
          MockResponse.Builder response =
              get.number() == 0 ? get.upTo(2 * Journals.PART_BYTES - 1).asAsked() : get.asAsked();
          return get.number() == silent
              ? response.onResponseBody(SocketEffect.Stall.INSTANCE)
              : response;
        });
    OkHttpClient patient = new OkHttpClient.Builder().readTimeout(Duration.ofDays(1)).build();
    try (Downloader waiting =
        Downloader.builder().httpClient(patient).retries(OddStore.AT_ONCE).build()) {
      waiting.download(request(target).withConnections(2));
    }
    assertHolds(target, OBJECT);
  }

  @Test
  void anObjectThatChangedIsFetchedInRangesAgain() {
    byte[] newer = OddStore.random(300_002);
    store.behaves(
        get -> {
          if (get.object().size() == OBJECT.length) {
            store.holds(newer);
            return new Breaking("once", number -> 70_000, true).respond(get);
          }
          boolean isOfOld = get.ifRange() != null && !get.ifRange().equals("\"v2\"");
          return (isOfOld ? get.all() : get.part()).setHeader("ETag", "\"v2\"");
        });
    downloader.download(request());
    assertHolds(target, newer);
    assertThat(store.gets()).extracting(OddStore.Get::range).doesNotContainNull();
  }

  @Test
  void nothingIsKeptOfASlowResponseWithoutTheChecksumThatItMustHave() throws IOException {
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class,
            () ->
                downloader.download(
                    request()
                        .withPartSize(1024 * 1024)
                        .withMaxBytesPerSecond(2L * OBJECT.length)
                        .withSha256("0".repeat(64))));
    assertThat(failure.bytesKept()).isZero();
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,         68719476735, 1048576",
    "0,         68719476736, 2097152",
    "0,       1099511627776, 33554432",
    "65536,   1099511627775, 65536",
    "65536,   1099511627776, 131072"
  })
  void aHugeObjectHasLargerPartsInsteadOfTooMany(int asked, long size, int partSize)
      throws IOException {
    OddDisk disk = new OddDisk();
    disk.set(EnumSet.of(OddDisk.Habit.NO_SPACE_FIGURES), 0);
    store.behaves(
        get ->
            get.number() > 0
                ? get.refused(404, "NoSuchKey")
                : get.said("bytes 0-59999/" + size).body(get.bytes(0, 60_000)));
    DownloadRequest<PresignedUrl> request =
        DownloadRequest.of(store.url(), disk.of(dir).resolve("sales.csv")).withConnections(1);
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class,
            () -> downloader.download(asked == 0 ? request : request.withPartSize(asked)));
    assertThat(failure.bytesKept()).isEqualTo(60_000);
    assertThat(Journals.partSizeOf(dir.resolve("sales.csv.part.journal"))).isEqualTo(partSize);
  }
}
