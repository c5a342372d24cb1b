package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.TraceIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a URL is renewed, and how often. */
@Timeout(60)
class UrlSourceTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Cancellation cancellation = new Cancellation();

  /** What the service gives for each renewal. */
  private final List<CompletableFuture<PresignedUrl>> renewals = new ArrayList<>();

  private static PresignedUrl url(String name, long secondsLeft) {
    return new PresignedUrl("https://store.example/" + name, NOW.plusSeconds(secondsLeft));
  }

  /** Presigns at once for the first URL, then as the function does. */
  private UrlSource source(PresignedUrl first, Supplier<CompletableFuture<PresignedUrl>> next)
      throws IOException {
    AtomicBoolean begun = new AtomicBoolean();
    RemoteObject object =
        RemoteObject.of(
            () -> "it",
            "id",
            "name",
            ending ->
                new PowerdrillResponse<>(
                    begun.getAndSet(true) ? answered(next.get(), ending) : first,
                    200,
                    "trace-" + renewals.size(),
                    "own"));
    UrlSource source = new UrlSource(object, CleartextPolicy.TO_LOOPBACK_ONLY, cancellation, CLOCK);
    assertThat(source.begin().toString()).isEqualTo(first.url());
    return source;
  }

  private static PresignedUrl answered(
      CompletableFuture<PresignedUrl> renewal, Cancellation ending) {
    try {
      return ending.await(renewal);
    } catch (IOException e) {
      throw new PowerdrillConnectionException("Could not presign it.", "own", e);
    }
  }

  private CompletableFuture<PresignedUrl> presign() {
    CompletableFuture<PresignedUrl> renewal = new CompletableFuture<>();
    synchronized (renewals) {
      renewals.add(renewal);
      renewals.notifyAll();
    }
    return renewal;
  }

  private CompletableFuture<PresignedUrl> renewal(int index) throws InterruptedException {
    synchronized (renewals) {
      while (renewals.size() <= index) {
        renewals.wait();
      }
      return renewals.get(index);
    }
  }

  private UrlSource waiting(PresignedUrl first) throws IOException {
    return source(first, this::presign);
  }

  private UrlSource source(PresignedUrl first) throws IOException {
    return source(
        first,
        () -> {
          CompletableFuture<PresignedUrl> renewal = presign();
          renewal.complete(url("renewed-" + renewals.size(), 60));
          return renewal;
        });
  }

  private static Response answerOf(Instant date) {
    return new Response.Builder()
        .request(new Request.Builder().url("https://store.example/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("")
        .headers(new Headers.Builder().set("Date", Date.from(date)).build())
        .build();
  }

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
  void renewsOnceForAllThatWereRefused() throws Exception {
    UrlSource source = waiting(url("first", 60));
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(renewing(source, url("first", 60)));
    }
    renewal(0).complete(url("renewed", 60));
    assertThat(all).allMatch(CompletableFuture::join);
    assertThat(renewals).hasSize(1);
    assertThat(source.current()).isEqualTo(url("renewed", 60));
  }

  private static CompletableFuture<Boolean> renewing(UrlSource source, PresignedUrl used) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(source.renew(used));
              } catch (RuntimeException | IOException e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  @Test
  void aUrlThatWasReplacedMeanwhileIsNotRenewedAgain() throws Exception {
    UrlSource source = source(url("first", 60));
    assertThat(source.renew(url("first", 60))).isTrue();
    assertThat(source.renew(url("first", 60))).as("another thread was faster").isTrue();
    assertThat(renewals).hasSize(1);
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
  void givesUpOnUrlsThatAreRefusedAsSoonAsTheyAreThere() throws Exception {
    UrlSource source = source(url("first", 60));
    assertThat(source.renew(source.current())).isTrue();
    assertThat(source.renew(source.current())).isTrue();
    assertThat(source.renew(source.current())).isFalse();
    source.progressed();
    assertThat(source.renew(source.current())).isTrue();
    assertThat(renewals).hasSize(3);
  }

  @Test
  void throwsWhatPresigningThrowsAndCanDoItAgain() throws Exception {
    UrlSource source = waiting(url("first", 60));
    CompletableFuture<Boolean> renewing = renewing(source, url("first", 60));
    PowerdrillConnectionException failure =
        new PowerdrillConnectionException("no answer", "trace", new IOException());
    renewal(0).completeExceptionally(failure);
    assertThat(renewing.handle((done, thrown) -> thrown).join()).isSameAs(failure);
    CompletableFuture<Boolean> again = renewing(source, url("first", 60));
    renewal(1).complete(url("renewed", 60));
    assertThat(again.join()).isTrue();
  }

  @Test
  void aFailureReachesAllThatWaitForTheRenewal() throws Exception {
    UrlSource source = waiting(url("first", 60));
    CompletableFuture<Boolean> renewing = renewing(source, url("first", 60));
    CompletableFuture<PresignedUrl> underWay = renewal(0);
    IllegalStateException failure = new IllegalStateException("broken");
    Thread test = Thread.currentThread();
    Thread whenThisOneWaits =
        new Thread(
            () -> {
              while (test.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              underWay.completeExceptionally(failure);
            });
    whenThisOneWaits.start();
    assertThatThrownBy(() -> source.renew(url("first", 60))).isSameAs(failure);
    whenThisOneWaits.join();
    assertThat(renewing.handle((done, thrown) -> thrown).join()).isSameAs(failure);
  }

  @Test
  void theEndOfTheDownloadEndsARenewal() throws Exception {
    UrlSource source = waiting(url("first", 60));
    CompletableFuture<Boolean> renewing = renewing(source, url("first", 60));
    assertThat(renewal(0)).isNotDone();
    cancellation.end();
    assertThat(renewing.handle((done, thrown) -> thrown).join())
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void anInterruptEndsTheDownload() throws Exception {
    UrlSource source = waiting(url("first", 60));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> source.renew(url("first", 60)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancellation.isInterruption()).isTrue();
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
