package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.ProgressListener;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Where the store refuses a URL that has ended, whatever the service said, there is another. */
class S3RenewalTest extends AtS3Store {

  S3RenewalTest() throws Exception {}

  /** Downloads, and returns how many URLs that took. */
  private int download(Supplier<PresignedUrl> urls, ProgressListener progress) throws IOException {
    try (PresigningApi api = new PresigningApi(urls);
        PowerdrillClient client = api.client()) {
      client
          .dataSources()
          .download(
              DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), target())
                  .withProgress(progress));
      return api.calls();
    }
  }

  private Supplier<PresignedUrl> firstThenGood(PresignedUrl first) {
    AtomicInteger calls = new AtomicInteger();
    return () -> calls.getAndIncrement() == 0 ? first : store.presign("sales.csv");
  }

  private PresignedUrl endedUrl() {
    return store.presignUntil("sales.csv", Instant.now().minusSeconds(5));
  }

  @Test
  void needsOneUrlWhereItHolds() throws Exception {
    assertThat(download(() -> store.presign("sales.csv"), (received, total) -> {})).isEqualTo(1);
    assertThatAllArrived();
  }

  @Test
  void renewsAUrlThatHadEndedOnArrival() throws Exception {
    assertThat(download(firstThenGood(endedUrl()), (received, total) -> {})).isEqualTo(2);
    assertThatAllArrived();
  }

  @Test
  void renewsAUrlAtMostOnceForAllConnectionsThatItEndsUnder() throws Exception {
    PresignedUrl ending = endingUrl();
    // Requests that were made in time need no other URL.
    assertThat(download(firstThenGood(ending), untilRefused(ending))).isBetween(1, 2);
    assertThatAllArrived();
  }

  @Test
  void renewsNoUrlForever() {
    List<Integer> calls = new ArrayList<>();
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(
            () ->
                download(
                    () -> {
                      calls.add(1);
                      return endedUrl();
                    },
                    (received, total) -> {}))
        .withMessageContaining("the object store responded with HTTP 403 AccessDenied")
        .withMessageNotContaining("The URL expired at");
    assertThat(calls).hasSize(3);
  }
}
