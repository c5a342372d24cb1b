package io.github.powerdrilljava;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okio.FileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Through any mix of faults, expiry, change, cancellation and kills, a target is the old file or
 * one whole version, never a mix, and the next download completes. See {@link DownloadSchedule};
 * the system properties {@code download.schedules} and {@code download.seed} say how many, and
 * which is the first.
 */
class DownloadSchedulesTest {

  private static final int COUNT = Integer.getInteger("download.schedules", 400);
  private static final long FIRST = Long.getLong("download.seed", 1);

  private static final int PART = 64 * 1024;
  private static final List<Integer> SIZES =
      List.of(
          0,
          1,
          1000,
          PART - 1,
          PART,
          PART + 1,
          100_000,
          2 * PART,
          3 * PART + 7,
          5 * PART,
          8 * PART,
          700_000,
          16 * PART + 1);

  /** A schedule that takes longer hangs. */
  private static final Duration HANG = Duration.ofMinutes(1);

  /** So many go on at a time, each worker with a sandbox of its own. */
  private static final int WORKERS = 2;

  @TempDir Path files;

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS) // for as many as are asked for; each has its own
  void keepsItsPromisesThroughEverySchedule() throws Exception {
    List<ServedContent> contents = contents();
    AtomicLong next = new AtomicLong(FIRST);
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      CompletionService<@Nullable Void> running = new ExecutorCompletionService<>(workers);
      for (int i = 0; i < WORKERS; i++) {
        Path own = Files.createDirectories(files.resolve("worker-" + i));
        running.submit(() -> work(next, contents, own));
      }
      for (int i = 0; i < WORKERS; i++) {
        running.take().get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static @Nullable Void work(AtomicLong next, List<ServedContent> contents, Path own)
      throws Exception {
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start();
        PowerdrillClient client =
            PowerdrillClient.builder()
                .baseUrl(sandbox.baseUrl().toString())
                .apiKey(sandbox.apiKey())
                .userId(sandbox.userId())
                .maxRequestsPerSecond(0)
                .retries(new Retries(4, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .build()) {
      for (long seed = next.getAndIncrement();
          seed < FIRST + COUNT;
          seed = next.getAndIncrement()) {
        run(seed, sandbox, client, contents, own);
      }
    }
    return null;
  }

  private static void run(
      long seed,
      PowerdrillSandbox sandbox,
      PowerdrillClient client,
      List<ServedContent> contents,
      Path own)
      throws Exception {
    Path dir = Files.createDirectories(own.resolve("target"));
    DownloadSchedule schedule = new DownloadSchedule(seed, sandbox, client, contents, dir);
    try {
      assertTimeoutPreemptively(HANG, schedule::run);
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          "Schedule failed, repeat it by -Ddownload.schedules=1 -Ddownload.seed=" + seed, e);
    }
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(dir));
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(own.resolve("target.outside")));
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  /** Three of each size. */
  private List<ServedContent> contents() throws Exception {
    Random random = new Random(1);
    List<ServedContent> contents = new ArrayList<>();
    for (int size : SIZES) {
      for (int i = 0; i < (size == 0 ? 1 : 3); i++) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Path dir = Files.createDirectories(files.resolve("served").resolve(size + "-" + i));
        contents.add(
            new ServedContent(
                Files.write(dir.resolve("sales.csv"), bytes),
                bytes,
                hex("SHA-256", bytes),
                '"' + hex("MD5", bytes) + '"'));
      }
    }
    return contents;
  }
}
