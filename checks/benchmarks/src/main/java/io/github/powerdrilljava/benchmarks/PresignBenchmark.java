package io.github.powerdrilljava.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.FileSystem;

/**
 * Presigns as fast as it goes, without a rate limit, beside what people would write or generate
 * instead, against nginx. Each client has a JVM of its own, and all take short turns, so that what
 * else the machine does is done to all of them.
 */
final class PresignBenchmark implements Benchmarks.Benchmark {

  private static final int[] THREADS = {1, 4, 16, 64};
  private static final int WARM_UP_TURNS = 5;
  private static final int WARM_UP_MILLIS = 4000;
  private static final int TURNS = 31;
  private static final int TURN_MILLIS = 300;
  private static final String OURS = "powerdrill";
  private static final String PEER = "okhttp-moshi";
  private static final List<String> CLIENTS = List.of(PEER, OURS, "jdk-jackson", "stock");
  private static final double MOST_TIME = 1.05;
  private static final double MOST_BYTES = 1.25;

  /** Of one client with so many threads, one figure for each turn. */
  private record Figures(List<Double> micros, List<Double> bytes) {}

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory("presign");
    try (Nginx nginx = new Nginx(directory)) {
      Plot plot = new Plot("threads", "Presigns, one client", "threads", "calls a second");
      for (int threads : THREADS) {
        Map<String, Figures> figures = measure(threads, nginx.plain("api/").toString());
        print(report, threads, figures);
        figures.forEach(
            (client, of) -> plot.add(client, threads, threads * 1e6 / Medians.median(of.micros)));
      }
      plot.write();
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private static Map<String, Figures> measure(int threads, String baseUrl) throws Exception {
    Map<String, PresignCalls> processes = new LinkedHashMap<>();
    Map<String, Figures> figures = new LinkedHashMap<>();
    try {
      for (String client : CLIENTS) {
        processes.put(client, new PresignCalls(client, baseUrl, threads));
        figures.put(client, new Figures(new ArrayList<>(), new ArrayList<>()));
      }
      for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
        for (PresignCalls process : processes.values()) {
          process.run(WARM_UP_MILLIS);
        }
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (Map.Entry<String, PresignCalls> process : processes.entrySet()) {
          PresignCalls.Figures seen = process.getValue().run(TURN_MILLIS);
          Figures of = Objects.requireNonNull(figures.get(process.getKey()));
          of.micros.add(TURN_MILLIS * 1000.0 * threads / seen.calls());
          of.bytes.add((double) seen.bytes() / seen.calls());
        }
      }
    } finally {
      processes.values().forEach(PresignCalls::close);
    }
    return figures;
  }

  private static void print(Report report, int threads, Map<String, Figures> figures) {
    report.table("threads", "client", "time", "calls a second", "bytes", "Powerdrill beside it");
    Figures ours = Objects.requireNonNull(figures.get(OURS));
    figures.forEach(
        (client, of) ->
            report.row(
                threads,
                client,
                "%.0f us".formatted(Medians.median(of.micros)),
                "%.0f".formatted(threads * 1e6 / Medians.median(of.micros)),
                "%.1f kB".formatted(Medians.median(of.bytes) / 1000),
                client.equals(OURS)
                    ? ""
                    : Medians.text(Medians.ratio(ours.micros, of.micros))
                        + " of the time, "
                        + Medians.text(Medians.ratio(ours.bytes, of.bytes))
                        + " of the bytes"));
    Figures peer = Objects.requireNonNull(figures.get(PEER));
    double time = Medians.ratio(ours.micros, peer.micros);
    double bytes = Medians.ratio(ours.bytes, peer.bytes);
    report.figures();
    report.figure("time beside " + PEER, Medians.text(time), "<= " + MOST_TIME, time <= MOST_TIME);
    report.figure(
        "bytes beside " + PEER, Medians.text(bytes), "<= " + MOST_BYTES, bytes <= MOST_BYTES);
  }
}
