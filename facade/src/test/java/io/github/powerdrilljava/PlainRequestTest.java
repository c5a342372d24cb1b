package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where ranges cannot be used, one response brings all. */
@Timeout(60)
class PlainRequestTest extends AtOddStore {

  private List<OddStore.Get> plainGets() {
    return store.gets().stream().filter(get -> get.range() == null).toList();
  }

  private void assertThatItIsDownloadedWith(int gets) throws IOException {
    downloader.download(DownloadRequest.of(store.url(), target));
    assertHolds(target, OBJECT);
    assertThat(files()).containsExactly(target);
    assertThat(store.gets()).hasSize(gets);
  }

  @Test
  void aRangeOfNoVersionIsEnoughWhereItIsAll() throws IOException {
    store.behaves(get -> get.asAsked().removeHeader("ETag"));
    assertThatItIsDownloadedWith(1);
  }

  @Test
  void aRangeThatWasCompressedOnTheWayIsNotBelievedEvenWhereItsLengthFits() throws IOException {
    Buffer other = new Buffer().write(OddStore.random(OBJECT.length + 1), 1, OBJECT.length);
    String all = "bytes 0-" + (OBJECT.length - 1) + "/" + OBJECT.length;
    store.behaves(
        get ->
            get.range() == null
                ? get.all()
                : get.said(all)
                    .addHeader("Content-Encoding", "br")
                    .chunkedBody(other.clone(), 10_000));
    assertThatItIsDownloadedWith(4 + 1);
  }

  /** A store may let in no more than one. */
  @Test
  void aRangeThatIsNoneKeepsNoConnection() throws IOException {
    store.behaves(get -> get.range() == null ? get.all() : get.said("bytes ?").body("???"));
    assertThatItIsDownloadedWith(2);
    assertThat(store.gets()).extracting(OddStore.Get::connection).containsExactly(0, 0);
  }

  @Test
  void isTriedAgainWhereOnlyRangesWereRefused() throws IOException {
    store.behaves(get -> isPlainOfNumber(get, 2) ? get.all() : refused(get));
    assertThatItIsDownloadedWith(3);
  }

  private static boolean isPlainOfNumber(OddStore.Get get, int number) {
    return get.range() == null && get.number() == number;
  }

  private static MockResponse.Builder refused(OddStore.Get get) {
    return get.range() == null
        ? get.refused(500, "InternalError")
        : get.refused(403, "AccessDenied");
  }

  @Test
  void isTriedAgainWhereItBreaks() throws IOException {
    store.behaves(
        get -> {
          if (get.range() != null) {
            return get.refused(500, "InternalError");
          }
          return plainGets().size() == 1
              ? get.all().onResponseBody(new SocketEffect.CloseSocket())
              : get.all();
        });
    assertThatItIsDownloadedWith(4 + 2);
  }

  @Test
  void isNotTriedAgainWhereEverythingIsRefused() {
    store.behaves(get -> get.refused(500, "InternalError"));
    DownloadException failure = failureOf(downloader, request(target));
    assertThat(failure).hasMessageContaining("HTTP 500");
    assertThat(store.gets()).hasSize(4 + 1);
    assertThat(plainGets()).hasSize(1);
  }
}
