package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every connection shares holds when all of them use it at once. */
class ConcurrentUseTest {
  private static final int THREADS = 4;
  private static final int TURNS = 2000;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CyclicBarrier start = new CyclicBarrier(THREADS);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void signsTheSameForManyAtOnce() throws Exception {
    UrlSigner signer = new UrlSigner();
    List<Future<Boolean>> genuine = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String path = "/dset/ds/" + thread + ".csv";
      String signature = signer.sign("GET", path, "1");
      genuine.add(
          threads.submit(
              () -> {
                start.await();
                for (int turn = 0; turn < TURNS; turn++) {
                  if (!signer.isGenuine(signature, "GET", path, "1")) {
                    return false;
                  }
                }
                return true;
              }));
    }
    for (Future<Boolean> each : genuine) {
      assertThat(each.get()).as("each has its own signature").isTrue();
    }
  }

  @Test
  void keepsEveryDataSourceThatIsPutAndNoneThatIsRemoved() throws Exception {
    Catalogue catalogue = new Catalogue();
    List<Future<?>> puts = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      String prefix = thread + "-";
      puts.add(
          threads.submit(
              () -> {
                start.await();
                for (int turn = 0; turn < TURNS; turn++) {
                  catalogue.put(SandboxDataSource.withoutFile("dset", prefix + turn, "a.csv"));
                  if (turn % 2 == 0) {
                    catalogue.remove("dset", prefix + turn);
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : puts) {
      each.get();
    }
    assertThat(catalogue.require("id", "dset").list(Optional.empty())).hasSize(THREADS * TURNS / 2);
  }

  @Test
  void givesEachTokenOfTheLimitToOneRequest() throws Exception {
    RateLimit limit = new RateLimit();
    limit.set(TURNS);
    List<Future<Integer>> admitted = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      admitted.add(
          threads.submit(
              () -> {
                start.await();
                int count = 0;
                for (int turn = 0; turn < TURNS; turn++) {
                  count += limit.admits(Instant.EPOCH) ? 1 : 0;
                }
                return count;
              }));
    }
    int all = 0;
    for (Future<Integer> each : admitted) {
      all += each.get();
    }
    assertThat(all).isEqualTo(TURNS);
  }
}
