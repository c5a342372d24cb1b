package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.CancelledException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A renewal, and the threads that wait for it. */
@Timeout(60)
class UrlRenewalTest extends AtUrlSource {

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
}
