package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A client has few threads, which end when they are not needed. */
@Isolated("It looks at all threads.")
@Timeout(60)
class ClientThreadsTest {

  private static final MockResponse SILENCE =
      new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();

  private static final Retries QUICK = new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  @Test
  void leavesNoThreadBehind() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answers(200, ScriptedServer.SUCCESS).answers(200, ScriptedServer.SUCCESS);
      PowerdrillClient client = server.client();
      client.dataSources().presign("dset-1", "ds-1");
      client.dataSources().presignAsync("dset-1", "ds-1").join();
      Set<Thread> threads = threadsOfClients();
      assertThat(threads).isNotEmpty();
      client.close();
      for (Thread thread : threads) {
        thread.join(); // or the time limit fails this test
      }
    }
  }

  @Test
  void anIdleClientKeepsNoThread() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        PowerdrillClient client = server.clientBuilder().retries(QUICK).build()) {
      server.answers(503, "{}").answers(200, ScriptedServer.SUCCESS); // the scheduler's thread, too
      client.dataSources().presign("dset-1", "ds-1");
      Set<Thread> threads = threadsOfClients();
      assertThat(threads).hasSizeGreaterThan(1);
      for (Thread thread : threads) {
        thread.join(); // or the time limit fails this test
      }
    }
  }

  @Test
  void startsDaemonsOnly() throws Exception {
    try (ScriptedServer server = new ScriptedServer().answers(SILENCE)) {
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      PowerdrillClient client = server.client();
      CompletableFuture<PresignedUrl> hanging = client.dataSources().presignAsync("dset-1", "ds-1");
      server.takeRequest();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .filteredOn(thread -> !thread.getName().startsWith("MockWebServer"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
      client.close();
      assertThat(catchThrowable(hanging::join))
          .hasCauseInstanceOf(PowerdrillConnectionException.class);
    }
  }

  /** Calls that wait: a thousand at one a second. */
  @Test
  void callsThatWaitForTheirTurnTakeNoThread() {
    int calls = 1000;
    try (ScriptedServer server = new ScriptedServer();
        PowerdrillClient client = server.clientBuilder().maxRequestsPerSecond(1).build()) {
      Set<Thread> earlier = threadsOfClients();
      List<CompletableFuture<PresignedUrl>> queue =
          IntStream.range(0, calls)
              .mapToObj(i -> client.dataSources().presignAsync("dset-1", "ds-1"))
              .toList();
      Set<Thread> threads = threadsOfClients();
      threads.removeAll(earlier);
      // One counts the time; the one or two calls that had their turn have two each.
      assertThat(threads).hasSizeBetween(1, 5);
      assertThat(queue).filteredOn(call -> !call.isDone()).hasSizeGreaterThan(calls - 100);
    }
  }

  @Test
  void thoseOfAnExportEndWithTheClient(@TempDir Path dir) throws Exception {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      Path file = Files.writeString(dir.resolve("served"), "a");
      for (int i = 0; i < 70; i++) {
        sandbox.put(SandboxDataSource.of("dset-1", "ds-" + i, file).withName("file " + i));
      }
      PowerdrillClient client =
          PowerdrillClient.builder()
              .baseUrl(sandbox.baseUrl().toString())
              .apiKey(sandbox.apiKey())
              .userId(sandbox.userId())
              .maxRequestsPerSecond(0)
              .build();
      client.dataSources().export(ExportRequest.of("dset-1", dir.resolve("export")).withJobs(64));
      client.close();
      while (!threadsOfClients().isEmpty()) {
        Thread.onSpinWait(); // or the time limit fails this test
      }
    }
  }

  private static Set<Thread> threadsOfClients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("Powerdrill"))
        .collect(Collectors.toSet());
  }
}
