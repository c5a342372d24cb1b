package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jspecify.annotations.Nullable;

/** A blocking presign on a thread of its own. */
final class BlockingPresign {

  private final Thread thread;
  private @Nullable Throwable failure;
  private boolean flag;

  private BlockingPresign(PowerdrillClient client) {
    thread = new Thread(() -> run(client));
    thread.setDaemon(true);
  }

  static BlockingPresign start(PowerdrillClient client) {
    BlockingPresign presign = new BlockingPresign(client);
    presign.thread.start();
    return presign;
  }

  private void run(PowerdrillClient client) {
    failure = catchThrowable(() -> client.dataSources().presign("dset-1", "ds-1"));
    flag = Thread.currentThread().isInterrupted();
  }

  /** Returns once the thread waits for something. */
  BlockingPresign awaitWaiting() {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return this;
  }

  void interrupt() {
    thread.interrupt();
  }

  void assertThatItSucceeds() throws InterruptedException {
    thread.join(); // or the time limit fails this test
    assertThat(failure).isNull();
  }

  void assertThatItGivesUp() throws InterruptedException {
    thread.join(); // or the time limit fails this test
    assertThat(failure)
        .isInstanceOf(PowerdrillConnectionException.class)
        .hasMessageContaining("the thread was interrupted");
    assertThat(flag).as("the thread's flag").isTrue();
  }
}
