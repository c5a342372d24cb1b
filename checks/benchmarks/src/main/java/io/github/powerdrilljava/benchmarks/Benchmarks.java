package io.github.powerdrilljava.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Runs a benchmark, and ends with 1 if what it measures is not as it must be. */
final class Benchmarks {

  private static final Map<String, Benchmark> BY_NAME =
      new TreeMap<>(
          Map.of(
              "cold",
              new ColdBenchmark(),
              "commands",
              new CommandsBenchmark(),
              "download",
              new DownloadBenchmark(),
              "export",
              new ExportBenchmark(),
              "memory",
              new MemoryBenchmark(),
              "plots",
              new DownloadPlots(),
              "presign",
              new PresignBenchmark(),
              "rate",
              new RateBenchmark(),
              "soak",
              new SoakBenchmark(),
              "virtual-threads",
              new VirtualThreadsBenchmark()));

  private Benchmarks() {}

  /** One way to put the facade to work. */
  interface Benchmark {
    void run(Report report) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = arguments.length == 1 ? BY_NAME.get(arguments[0]) : null;
    if (benchmark == null) {
      System.err.println(
          "Usage: checks/benchmarks/run NAME, where NAME is one of " + BY_NAME.keySet());
      System.exit(2);
      return;
    }
    Report report = new Report(System.out);
    System.out.printf(
        "%s on %s, JDK %s, %d cores%n",
        arguments[0],
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    benchmark.run(report);
    System.exit(report.isGood() ? 0 : 1);
  }
}
