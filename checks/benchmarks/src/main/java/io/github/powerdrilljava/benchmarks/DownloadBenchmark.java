package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import okio.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Downloads from nginx, files in memory, beside each of what else people would use: in turn in each
 * round, so that what else happens on the machine happens to both.
 */
final class DownloadBenchmark implements Benchmarks.Benchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int WARM_UP = 6;
  private static final int SMALL_WARM_UP = 6000;
  private static final int SMALL_ROUNDS = 1000;
  private static final int MAX_STARTS = 20;
  static final String POWERDRILL = "Powerdrill";
  private static final int MIB = 1024 * 1024;

  private final Map<String, Fetcher> fetchers = new LinkedHashMap<>();

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "powerdrill-benchmark");
    try {
      write(directory.resolve("1g"), 1024L * MIB);
      write(directory.resolve("64m"), 64L * MIB);
      write(directory.resolve("64k"), 64L * 1024);
      try (Nginx nginx = new Nginx(directory);
          JavaFetchers java = new JavaFetchers(nginx.certificate())) {
        run(report, nginx, java, directory.resolve("fetched"));
      }
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private void run(Report report, Nginx nginx, JavaFetchers java, Path file) throws Exception {
    fetchers.put(POWERDRILL, java.ours());
    fetchers.put("curl", Fetcher.curl(nginx.certificate()));
    fetchers.put("aria2 -x8", Fetcher.aria2(nginx.certificate(), 8));
    fetchers.put("S3 Transfer Manager", java.transferManager());
    fetchers.put("OkHttp, one stream", java.okHttp());
    compare(report, "1 GiB, http", nginx.plain("1g"), file, WARM_UP, ROUNDS);
    compare(report, "1 GiB, TLS", nginx.tls("1g"), file, WARM_UP, ROUNDS);
    compare(report, "64 MiB, 20 MiB/s per connection", nginx.capped("64m"), file, 1, ROUNDS);
    compare(report, "64 KiB, http", nginx.plain("64k"), file, SMALL_WARM_UP, SMALL_ROUNDS);
    fetchers.keySet().removeAll(List.of("curl", "OkHttp, one stream")); // a minute each
    fetchers.put("Powerdrill, 16 connections", java.ours(16));
    compare(report, "1 GiB, 20 MiB/s per connection", nginx.capped("1g"), file, 0, ROUNDS);
  }

  /** Powerdrill and each of the others in turn, in each round. */
  private void compare(Report report, String name, URI url, Path file, int warmUp, int rounds)
      throws Exception {
    compare(report, name, fetchers, (who, by) -> fetch(who, by, url, file), warmUp, rounds);
  }

  /** Has one fetch, and measures it. */
  interface Measurement {
    Fetcher.Cost of(String who, Fetcher fetcher) throws Exception;
  }

  /** Median seconds of two that ran in turn. */
  record Pair(double theirs, double ours) {
    double ratio() {
      return ours / theirs;
    }
  }

  /** Gives the first of the others, and Powerdrill beside it. */
  static Pair compare(
      Report report,
      String name,
      Map<String, Fetcher> fetchers,
      Measurement once,
      int warmUp,
      int rounds)
      throws Exception {
    @Nullable Pair first = null;
    Map<String, Fetcher> others = new LinkedHashMap<>(fetchers);
    Fetcher ours = Objects.requireNonNull(others.remove(POWERDRILL));
    report.table(name, "median", "CPU", "Powerdrill beside it", "CPU", "Powerdrill takes");
    for (Map.Entry<String, Fetcher> other : others.entrySet()) {
      boolean program = other.getValue() instanceof Fetcher.Program;
      int warm = program ? Math.min(warmUp, WARM_UP) : warmUp; // of Powerdrill only
      int measured = program ? Math.min(rounds, MAX_STARTS) : rounds;
      List<Fetcher.Cost> theirCosts = new ArrayList<>();
      List<Fetcher.Cost> ourCosts = new ArrayList<>();
      for (int round = 0; round < warm + measured; round++) {
        Fetcher.Cost their = once.of(other.getKey(), other.getValue());
        Fetcher.Cost our = once.of(POWERDRILL, ours);
        if (round >= warm) {
          theirCosts.add(their);
          ourCosts.add(our);
        }
      }
      double their = median(theirCosts, Fetcher.Cost::seconds);
      double our = median(ourCosts, Fetcher.Cost::seconds);
      report.row(
          other.getKey(),
          seconds(their),
          seconds(median(theirCosts, Fetcher.Cost::cpuSeconds)),
          seconds(our),
          seconds(median(ourCosts, Fetcher.Cost::cpuSeconds)),
          String.format(Locale.ROOT, "%.2f of it", our / their));
      first = first == null ? new Pair(their, our) : first;
    }
    return Objects.requireNonNull(first, "nobody to compare with");
  }

  static Fetcher.Cost fetch(String who, Fetcher fetcher, URI url, Path file) throws Exception {
    Fetcher.Cost cost = fetcher.measure(url, file);
    if (Files.size(file) != Files.size(file.resolveSibling(Path.of(url.getPath()).getFileName()))) {
      throw new IOException(who + " fetched a part only");
    }
    Files.delete(file);
    return cost;
  }

  static double median(List<Fetcher.Cost> costs, ToDoubleFunction<Fetcher.Cost> of) {
    return costs.stream().mapToDouble(of).sorted().skip(costs.size() / 2).findFirst().orElseThrow();
  }

  static String seconds(double seconds) {
    return seconds < 0.1
        ? String.format(Locale.ROOT, "%.2f ms", 1000 * seconds)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  static void write(Path file, long size) throws IOException {
    byte[] block = new byte[64 * 1024];
    Random random = new Random(size);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < size; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }
}
