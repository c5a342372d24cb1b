package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.SocketEffect;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One service's bytes are not another's, and one refusal is not the end. */
@Timeout(60)
class StoreTrustTest extends AtOddStore {

  private void download() {
    downloader.download(request(target).withConnections(2));
  }

  private static MockResponse.Builder halfOf(OddStore.Get get) {
    return get.number() == 0
        ? get.asAsked().onResponseBody(new SocketEffect.CloseSocket())
        : get.refused(404, "NoSuchKey");
  }

  @Test
  void oneServiceDoesNotResumeWhatAnotherBegan() throws IOException {
    byte[] theirs = OBJECT.clone();
    theirs[0]++;
    store.behaves(StoreTrustTest::halfOf);
    try (OddStore otherStore = new OddStore(theirs);
        PowerdrillClient one = store.clientBuilder().build();
        PowerdrillClient other = otherStore.clientBuilder().build()) {
      DownloadRequest<?> request =
          DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), target).withPartSize(64 * 1024);
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> one.dataSources().download(request))
          .matches(DownloadException::canResume);
      other.dataSources().download(request);
      assertHolds(target, theirs);

      Files.delete(target);
      store.behaves(OddStore.Get::asAsked).gets().clear();
      one.dataSources().download(request);
      assertHolds(target, OBJECT);
      assertThat(store.gets().get(0).first()).as("it resumed").isPositive();
      assertThat(files()).containsExactly(target);
    }
  }

  @Test
  void aUrlThatCannotBeRenewedInTimeIsUsedAsLongAsTheStoreTakesIt() {
    store.presigns(Instant.now().minusSeconds(60), 1);
    store.behaves(
        get ->
            get.upTo(get.first() + 99_999)
                .asAsked()
                .addHeader("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC))));
    try (PowerdrillClient client = store.clientBuilder().retries(Retries.NONE).build()) {
      client.dataSources().download("dset-1", "ds-1", target);
    }
    assertHolds(target, OBJECT);
    assertThat(store.presigns()).as("it tried to renew").isGreaterThan(1);
  }

  private static DownloadRequest<PresignRequest> presigned(Path to) {
    return DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), to)
        .withConnections(1)
        .withPartSize(Journals.PART_BYTES);
  }

  /** One part, and then the URL is refused. */
  private static MockResponse.Builder oncePerUrl(OddStore.Get get) {
    return get.number() % 2 == 0
        ? get.upTo(get.first() + Journals.PART_BYTES - 1).asAsked()
        : get.refused(403, "ExpiredToken");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aUrlIsRenewedAsOftenAsThatBringsSomething(boolean asStream) throws IOException {
    store.behaves(StoreTrustTest::oncePerUrl);
    try (PowerdrillClient client = store.clientBuilder().build()) {
      if (asStream) {
        try (InputStream in = client.dataSources().open("dset-1", "ds-1")) {
          assertThat(in.readAllBytes()).isEqualTo(OBJECT);
        }
      } else {
        client.dataSources().download(presigned(target));
        assertHolds(target, OBJECT);
      }
    }
    assertThat(store.presigns()).isEqualTo(5);
  }

  @Test
  void aRenewalThatFailsIsSaidAndWhatHasArrivedIsKept() {
    store.behaves(StoreTrustTest::oncePerUrl).presigns(store.url().expiresAt(), 1);
    try (PowerdrillClient client = store.clientBuilder().retries(Retries.NONE).build()) {
      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> client.dataSources().download(presigned(target)))
          .withMessageContaining("its URL expired and could not be renewed. ")
          .withMessageContaining("HTTP 500")
          .matches(failure -> failure.bytesKept() == Journals.PART_BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoreThatLetsOneConnectionInIsDownloadedOverOne(boolean renews) throws IOException {
    CountDownLatch refused = new CountDownLatch(renews ? 2 : 1);
    store.behaves(
        get -> {
          if (get.number() > 0 && refused.getCount() > 0) {
            refused.countDown();
            return get.refused(403, "AccessDenied");
          }
          OddStore.Get part = get.upTo(get.first() + 99_999);
          return get.number() > 0 ? part.asAsked() : part.asAsked().body(afterwards(part, refused));
        });
    if (renews) {
      try (PowerdrillClient client = store.clientBuilder().build()) {
        client.dataSources().download(presigned(target).withConnections(2));
      }
    } else {
      download();
    }
    assertHolds(target, OBJECT);
    assertThat(store.gets()).as("nor did it begin again").allMatch(get -> get.range() != null);
  }

  /** A body that comes only once the others are refused. */
  private static MockResponseBody afterwards(OddStore.Get get, CountDownLatch refused) {
    return new MockResponseBody() {
      @Override
      public long getContentLength() {
        return get.asked().size();
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        try {
          refused.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        sink.writeAll(get.asked());
      }
    };
  }
}
