package io.github.powerdrilljava.benchmarks;

import static io.github.powerdrilljava.benchmarks.Medians.median;
import static io.github.powerdrilljava.benchmarks.Medians.ratio;
import static io.github.powerdrilljava.benchmarks.Medians.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okio.FileSystem;

/**
 * Presigns on {@value VirtualThreadCalls#THREADS} virtual threads that share one client, beside
 * what people would write instead, against nginx. Each client has JVMs of its own, in turn; Flight
 * Recorder counts how often a virtual thread kept its carrier while it waited. Needs JDK 24 or
 * newer.
 */
final class VirtualThreadsBenchmark implements Benchmarks.Benchmark {

  private static final int FIRST_JDK = 24;
  private static final int ROUNDS = 5;
  private static final String OURS = "powerdrill";
  private static final String PEER = "okhttp-moshi";
  private static final double LEAST_RATE = 1.0;

  /** Of one client, one figure for each round. */
  private record Figures(List<Double> coldRates, List<Double> rates, List<Double> pinned) {
    Figures() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(List<String> printed) {
      coldRates.add(Double.parseDouble(printed.get(0)));
      rates.add(Double.parseDouble(printed.get(1)));
      pinned.add(Double.parseDouble(printed.get(2)));
      printed.stream().skip(3).forEach(System.out::println);
    }
  }

  @Override
  public void run(Report report) throws Exception {
    if (Runtime.version().feature() < FIRST_JDK) {
      throw new IllegalStateException(
          "Needs JDK "
              + FIRST_JDK
              + " or newer: JAVA_HOME=… checks/benchmarks/run virtual-threads");
    }
    Path directory = Files.createTempDirectory("virtual-threads");
    Figures ours = new Figures();
    Figures theirs = new Figures();
    try (Nginx nginx = new Nginx(directory)) {
      String baseUrl = nginx.plain("api/").toString();
      for (int round = 0; round < ROUNDS; round++) {
        theirs.add(ChildJvm.run(VirtualThreadCalls.class, PEER, baseUrl));
        ours.add(ChildJvm.run(VirtualThreadCalls.class, OURS, baseUrl));
      }
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
    print(report, ours, theirs);
  }

  private static void print(Report report, Figures ours, Figures theirs) {
    report.table("client", "calls a second, first wave", "calls a second, later waves", "pinned");
    row(report, PEER, theirs);
    row(report, OURS, ours);
    double cold = ratio(ours.coldRates, theirs.coldRates);
    double rate = ratio(ours.rates, theirs.rates);
    double pinned = ours.pinned.stream().mapToDouble(Double::doubleValue).sum();
    report.figures();
    report.figure("rate of the first wave beside " + PEER, text(cold));
    report.figure("rate beside " + PEER, text(rate), ">= " + LEAST_RATE, rate >= LEAST_RATE);
    report.figure("pinned virtual threads", (long) pinned, 0);
  }

  private static void row(Report report, String client, Figures figures) {
    report.row(
        client,
        "%.0f".formatted(median(figures.coldRates)),
        "%.0f".formatted(median(figures.rates)),
        "%.0f".formatted(figures.pinned.stream().mapToDouble(Double::doubleValue).sum()));
  }
}
