package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** However a future ends, the work for it ends, and whoever waits sees why. */
class CancellableFutureTest {

  private final List<String> ended = new ArrayList<>();
  private final CancellableFuture<String> future = new CancellableFuture<>();

  @Test
  void cancellingEndsTheWork() {
    future.endsWith(() -> ended.add("work"));
    assertThat(ended).isEmpty();
    future.cancel(true);
    assertThat(ended).containsExactly("work");
  }

  @Test
  void workThatBeginsWhenAllIsOverEndsAtOnce() {
    future.cancel(true);
    future.endsWith(() -> ended.add("work"));
    assertThat(ended).containsExactly("work");
  }

  @Test
  void anUncheckedFailureComesWithTheStackOfWhoWaits() {
    ExecutionException seen = failed(new IllegalStateException("closed"));
    RuntimeException shown = CancellableFuture.unchecked(seen);
    assertThat(shown).isSameAs(seen.getCause());
    assertThat(shown.getStackTrace()).isEqualTo(seen.getStackTrace());
  }

  @Test
  void anErrorStaysAnError() {
    ExecutionException seen = failed(new LinkageError("broken"));
    assertThatThrownBy(() -> CancellableFuture.unchecked(seen)).isSameAs(seen.getCause());
  }

  @Test
  void aCheckedFailureIsWrapped() {
    ExecutionException seen = failed(new IOException("broken"));
    assertThat(CancellableFuture.unchecked(seen))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasCause(seen.getCause());
  }

  private static ExecutionException failed(Throwable failure) {
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    return catchThrowableOfType(ExecutionException.class, failed::get);
  }
}
