package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener is told, and what of it comes back. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class ProgressReporterTest {

  @Test
  void tellsOnlyOfMore() {
    List<String> told = new ArrayList<>();
    ProgressReporter progress =
        new ProgressReporter((bytes, total) -> told.add(bytes + "/" + total));
    progress.received(0);
    progress.begin(9);
    progress.received(0);
    progress.received(5);
    progress.received(5);
    progress.received(4);
    progress.received(9);
    assertThat(told).containsExactly("0/-1", "0/9", "5/9", "9/9");
  }

  @Test
  void knowsWhatTheListenerThrew() {
    RuntimeException own = new IllegalStateException("of the listener");
    ProgressReporter progress =
        new ProgressReporter(
            (bytes, total) -> {
              throw own;
            });
    assertThat(progress.hasThrown(own)).isFalse();
    assertThatThrownBy(() -> progress.received(1)).isSameAs(own);
    assertThat(progress.hasThrown(own)).isTrue();
    assertThat(progress.hasThrown(new IllegalStateException("of another"))).isFalse();
    assertThat(progress.isCalling()).isFalse();
  }

  @Test
  void knowsWhichThreadIsInTheListener() {
    List<Boolean> calling = new ArrayList<>();
    ProgressReporter[] progress = new ProgressReporter[1];
    progress[0] =
        new ProgressReporter(
            (bytes, total) -> {
              calling.add(progress[0].isCalling());
              calling.add(CompletableFuture.supplyAsync(() -> progress[0].isCalling()).join());
            });
    assertThat(progress[0].isCalling()).isFalse();
    progress[0].received(1);
    assertThat(calling).containsExactly(true, false);
    assertThat(progress[0].isCalling()).isFalse();
  }
}
