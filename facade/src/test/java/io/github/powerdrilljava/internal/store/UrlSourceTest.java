package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.TraceIds;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a URL is renewed. */
@Timeout(60)
class UrlSourceTest extends AtUrlSource {

  @ParameterizedTest
  @CsvSource({"11, 0", "10, 1", "0, 1", "-60, 1"})
  void renewsAUrlShortlyBeforeItEnds(long secondsLeft, int renewed) throws Exception {
    UrlSource source = source(url("first", secondsLeft));
    source.learnTime(answerOf(NOW));
    source.current();
    assertThat(renewals).hasSize(renewed);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "50, 1", "3600, 1", "-3600, 0"})
  void goesByTheClockOfTheStore(long ahead, int renewed) throws Exception {
    UrlSource source = source(url("first", 60));
    source.learnTime(answerOf(NOW.plusSeconds(ahead)));
    source.current();
    assertThat(renewals).hasSize(renewed);
  }

  @Test
  void keepsAUrlThatOnlyThisMachineTakesForExpired() throws Exception {
    UrlSource source = source(url("first", -3600));
    assertThat(source.current()).isEqualTo(url("first", -3600));
    source.learnTime(answerOf(NOW.minusSeconds(7200)));
    assertThat(source.current()).isEqualTo(url("first", -3600));
  }

  @Test
  void keepsTheUrlWhereARenewalBeforeItsExpiryFails() throws Exception {
    PresignedUrl first = url("first", 5);
    UrlSource source =
        source(
            first,
            () -> {
              CompletableFuture<PresignedUrl> renewal = presign();
              renewal.completeExceptionally(
                  new PowerdrillConnectionException(
                      "the service is down", "own", new IOException()));
              return renewal;
            });
    source.learnTime(answerOf(NOW));
    assertThat(source.current()).isEqualTo(first);
    assertThat(source.current()).as("the store may take it still").isEqualTo(first);
    assertThat(renewals).as("and is not asked before each request").hasSize(1);
    assertThatExceptionOfType(PowerdrillConnectionException.class)
        .as("when the store has refused it")
        .isThrownBy(() -> source.renew(first));
  }

  @Test
  void renewsOnceOnlyWhereTheServiceAndTheStoreDisagreeAboutTheTime() throws Exception {
    UrlSource source = source(url("first", 60));
    source.learnTime(answerOf(NOW.plusSeconds(86_400)));
    PresignedUrl renewed = source.current();
    for (int request = 0; request < 5; request++) {
      source.progressed();
      assertThat(source.current()).isEqualTo(renewed);
    }
    assertThat(renewals).hasSize(1);
  }

  @Test
  void usesAnEndedUrlWhereThereIsNoOther() throws Exception {
    UrlSource source =
        new UrlSource(
            RemoteObject.of(url("first", -1)),
            CleartextPolicy.TO_LOOPBACK_ONLY,
            cancellation,
            CLOCK);
    HttpUrl unused = source.begin();
    assertThat(source.current()).isEqualTo(url("first", -1));
    assertThat(source.renew(url("first", -1))).isFalse();
  }

  @Test
  void renewsEachUrlThatIsAboutToExpire() throws Exception {
    UrlSource source = source(url("first", 5));
    source.learnTime(answerOf(NOW));
    assertThat(source.current()).isEqualTo(url("renewed-1", 60));
    assertThat(source.current()).isEqualTo(url("renewed-1", 60));
    source.learnTime(answerOf(NOW.plusSeconds(55)));
    assertThat(source.current()).isEqualTo(url("renewed-2", 60));
  }

  @Test
  void namesTheCallThatGaveTheFirstUrl() throws Exception {
    UrlSource source = source(url("first", 60));
    assertThat(source.renew(url("first", 60))).isTrue();
    assertThat(source.traceIds()).isEqualTo(new TraceIds("trace-0", "own"));
  }

  @Test
  void refusesAUrlOfTheServiceThatWouldLeaveThisMachineInTheClear() {
    RemoteObject object =
        RemoteObject.of(
            () -> "it",
            PresignRequest.of("dset-1", "ds-1"),
            "id",
            "name",
            ending ->
                new PowerdrillResponse<>(
                    new PresignedUrl("http://store.example/x?Signature=5ec2e7", NOW),
                    200,
                    "trace-1",
                    "own"));
    UrlSource source = new UrlSource(object, CleartextPolicy.TO_LOOPBACK_ONLY, cancellation, CLOCK);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(source::begin)
        .withMessageContaining("the URL that the service gave")
        .withMessageEndingWith("Trace id: trace-1, own: own.");
    assertThat(source.known()).isNull();
  }
}
