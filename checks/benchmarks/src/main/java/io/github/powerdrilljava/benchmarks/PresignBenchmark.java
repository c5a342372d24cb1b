package io.github.powerdrilljava.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okio.FileSystem;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Presigns as fast as it goes, without a rate limit, beside what people would write or generate
 * instead, against nginx. JMH measures each client in a JVM of its own, in turn, several rounds.
 */
final class PresignBenchmark implements Benchmarks.Benchmark {

  private static final int[] THREADS = {1, 4, 16, 64};
  private static final int ROUNDS = 3;
  private static final String OURS = "powerdrill";
  private static final String PEER = "okhttp-moshi";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double MOST_TIME = 1.05;
  private static final double MOST_BYTES = 1.25;

  /** Of one client with so many threads, one figure for each round. */
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
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult result : new Runner(options(threads, baseUrl).build()).run()) {
        Figures of =
            figures.computeIfAbsent(
                result.getParams().getParam("client"),
                client -> new Figures(new ArrayList<>(), new ArrayList<>()));
        of.micros.add(result.getPrimaryResult().getScore());
        of.bytes.add(
            Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED)).getScore());
      }
    }
    return figures;
  }

  private static OptionsBuilder options(int threads, String baseUrl) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(PresignCalls.class.getName())
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .threads(threads)
        .forks(1)
        .warmupIterations(8)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .jvmArgsAppend("-D" + PresignCalls.BASE_URL + "=" + baseUrl)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    return options;
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
