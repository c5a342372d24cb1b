package io.github.powerdrilljava.benchmarks;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okio.FileSystem;

/**
 * Plots how long a download takes, over the number of connections at a store that caps each of
 * them, and over the size of the object. In each round each fetcher has its turn.
 */
final class DownloadPlots implements Benchmarks.Benchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int FEWEST_ROUNDS = 5;

  /** For each round, with what is so short that one is not like the other. */
  private static final int SMALL_ROUNDS = 20;

  private static final int WARM_UP = 1000;
  private static final int[] CONNECTIONS = {1, 2, 4, 8, 16};
  private static final long MIB = 1024 * 1024;
  private static final long SMALL = MIB;
  private static final long[] SIZES = {64 * 1024, MIB, 16 * MIB, 128 * MIB, 1024 * MIB};

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "powerdrill-benchmark");
    try (Nginx nginx = new Nginx(directory);
        JavaFetchers java = new JavaFetchers(nginx.certificate())) {
      Path file = directory.resolve("fetched");
      for (long size : SIZES) {
        DownloadBenchmark.write(directory.resolve("" + size), size);
      }
      DownloadBenchmark.write(directory.resolve("capped-object"), 64 * MIB);
      connections(report, nginx, java, file);
      sizes(report, nginx, java, file);
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private static void connections(Report report, Nginx nginx, JavaFetchers java, Path file)
      throws Exception {
    Plot plot =
        new Plot(
            "connections", titled("64 MiB at 20 MiB/s per connection"), "connections", "seconds");
    report.table("connections", "who", "median");
    for (int connections : CONNECTIONS) {
      Map<String, Fetcher> fetchers = new LinkedHashMap<>();
      fetchers.put(DownloadBenchmark.POWERDRILL, java.ours(connections));
      fetchers.put("aria2", Fetcher.aria2(nginx.certificate(), connections));
      if (connections == 1) {
        fetchers.put("curl", Fetcher.curl(nginx.certificate()));
        fetchers.put("OkHttp, one stream", java.okHttp());
      }
      measure(fetchers, nginx.capped("capped-object"), file, ROUNDS)
          .forEach(
              (who, seconds) -> {
                plot.add(who, connections, seconds);
                report.row(connections, who, DownloadBenchmark.seconds(seconds));
              });
    }
    plot.write();
  }

  private static void sizes(Report report, Nginx nginx, JavaFetchers java, Path file)
      throws Exception {
    Map<String, Fetcher> fetchers = new LinkedHashMap<>();
    fetchers.put(DownloadBenchmark.POWERDRILL, java.ours());
    fetchers.put("OkHttp, one stream", java.okHttp());
    fetchers.put("S3 Transfer Manager", java.transferManager());
    fetchers.put("curl", Fetcher.curl(nginx.certificate()));
    fetchers.put("aria2 -x8", Fetcher.aria2(nginx.certificate(), 8));
    Plot plot =
        new Plot("sizes", titled("An object over http"), "bytes", "seconds").withX(Plot::binary);
    report.table("size", "who", "median");
    warm(fetchers, nginx.plain("" + SIZES[0]), file);
    for (long size : SIZES) {
      int rounds = size <= SMALL ? SMALL_ROUNDS * ROUNDS : ROUNDS;
      measure(fetchers, nginx.plain("" + size), file, rounds)
          .forEach(
              (who, seconds) -> {
                plot.add(who, size, seconds);
                report.row(Plot.binary(size), who, DownloadBenchmark.seconds(seconds));
              });
    }
    plot.write();
  }

  /** Those that run in this JVM are measured when they are compiled. */
  private static void warm(Map<String, Fetcher> fetchers, URI url, Path file) throws Exception {
    for (Map.Entry<String, Fetcher> each : fetchers.entrySet()) {
      for (int i = 0; i < WARM_UP * ROUNDS && !(each.getValue() instanceof Fetcher.Program); i++) {
        DownloadBenchmark.fetch(each.getKey(), each.getValue(), url, file);
      }
    }
  }

  /** The median of each. */
  private static Map<String, Double> measure(
      Map<String, Fetcher> fetchers, URI url, Path file, int rounds) throws Exception {
    Map<String, List<Fetcher.Cost>> costs = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Fetcher> each : fetchers.entrySet()) {
        costs
            .computeIfAbsent(each.getKey(), who -> new ArrayList<>())
            .add(DownloadBenchmark.fetch(each.getKey(), each.getValue(), url, file));
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    costs.forEach(
        (who, all) -> medians.put(who, DownloadBenchmark.median(all, Fetcher.Cost::seconds)));
    return medians;
  }

  /** A run of few rounds must not be taken for a measurement. */
  private static String titled(String title) {
    return ROUNDS < FEWEST_ROUNDS
        ? String.format(Locale.ROOT, "TRIAL of %d round(s): %s", ROUNDS, title)
        : title;
  }
}
