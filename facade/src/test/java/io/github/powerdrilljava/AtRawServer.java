package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;

/** Clients of a {@link RawServer}; no thread may die of what it sends. */
@Isolated("It hears of every thread that dies.")
abstract class AtRawServer {

  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.@Nullable UncaughtExceptionHandler earlier;

  @BeforeEach
  void watchThreads() {
    earlier = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void noThreadDied() {
    Thread.setDefaultUncaughtExceptionHandler(earlier);
    assertThat(uncaught).isEmpty();
  }

  static PowerdrillClient client(RawServer server) {
    return PowerdrillClient.builder()
        .baseUrl(server.url("/api"))
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .maxRequestsPerSecond(0)
        .retries(new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .build();
  }
}
