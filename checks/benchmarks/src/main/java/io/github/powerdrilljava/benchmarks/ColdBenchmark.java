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
 * The first call of a process: from before the client is made to its first response, in a JVM of
 * its own each time, in turn with what people would write instead, against nginx.
 */
final class ColdBenchmark implements Benchmarks.Benchmark {

  private static final int ROUNDS = 31;
  private static final String OURS = "powerdrill";
  static final String PEER = "okhttp-moshi";
  private static final String RETROFIT = "retrofit-moshi";
  private static final double MOST_TIME = 1.10;

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory("cold");
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> retrofits = new ArrayList<>();
    try (Nginx nginx = new Nginx(directory)) {
      String baseUrl = nginx.plain("api/").toString();
      millis(PEER, baseUrl); // brings the jars into memory
      millis(RETROFIT, baseUrl);
      millis(OURS, baseUrl);
      for (int round = 0; round < ROUNDS; round++) {
        theirs.add(millis(PEER, baseUrl));
        retrofits.add(millis(RETROFIT, baseUrl));
        ours.add(millis(OURS, baseUrl));
      }
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
    report.table("client", "to the first response", "of " + ROUNDS + " runs, the fastest");
    row(report, PEER, theirs);
    row(report, RETROFIT, retrofits);
    row(report, OURS, ours);
    double time = ratio(ours, theirs);
    report.figures();
    report.figure("time beside " + PEER, text(time), "<= " + MOST_TIME, time <= MOST_TIME);
    double share = ratio(ours, retrofits);
    report.figure("time beside " + RETROFIT, text(share), "<= " + MOST_TIME, share <= MOST_TIME);
  }

  private static void row(Report report, String client, List<Double> millis) {
    report.row(
        client,
        "%.0f ms".formatted(median(millis)),
        "%.0f ms".formatted(millis.stream().min(Double::compare).orElseThrow()));
  }

  private static double millis(String client, String baseUrl) throws Exception {
    return Double.parseDouble(ChildJvm.run(ColdBenchmark.class, client, baseUrl).get(0));
  }

  /** The other process: presigns once, and prints how many milliseconds that took. */
  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    String url = Presigner.of(arguments[0], arguments[1]).presign();
    double millis = (System.nanoTime() - start) / 1e6;
    if (!url.startsWith("https://store.example/")) {
      throw new IllegalStateException(arguments[0] + " did not read the URL");
    }
    System.out.println(millis);
    System.exit(0);
  }
}
