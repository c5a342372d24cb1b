package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a process took that exports, or does something beside which an export is compared.
 *
 * @param seconds with the start of the process
 * @param ownSeconds without it, 0 if they were not measured
 * @param peakKib of memory, 0 if it was not measured
 */
record ExportProcess(double seconds, double ownSeconds, long peakKib) {

  static final int PER_SECOND = 20;
  private static final int HEAP_MIB = 64;

  /**
   * Runs one in a JVM of its own.
   *
   * @param what {@code export}, {@code limited}, {@code list}, or {@code download} and perhaps a
   *     SHA-256 to check
   * @param url of the API, or of the object
   */
  static ExportProcess run(String what, String url, Path target) throws Exception {
    long start = System.nanoTime();
    List<String> printed =
        ChildJvm.run(
            List.of("-Xmx" + HEAP_MIB + "m"), ExportProcess.class, what, url, target.toString());
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ExportProcess(
        seconds, Double.parseDouble(printed.get(0)), Long.parseLong(printed.get(1)));
  }

  long rate(int objects) {
    return Math.round(objects / seconds);
  }

  void report(Report report, String what, int objects) {
    report.row(
        what,
        String.format(Locale.ROOT, "%.2f", seconds),
        rate(objects),
        peakKib == 0 ? "" : peakKib / 1024 + " MiB");
  }

  /** The other process, which prints its seconds and its most memory. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    String what = arguments[0];
    String url = arguments[1];
    Path target = Path.of(arguments[2]);
    if (what.startsWith("download")) {
      download(url, target, what.substring("download".length()).strip());
    } else {
      try (PowerdrillClient client = client(url, what.equals("limited"))) {
        if (what.equals("list")) {
          require(client.dataSources().list(ExportContents.DATASET).count());
        } else {
          client.dataSources().export(ExportRequest.of(ExportContents.DATASET, target));
        }
      }
    }
    System.out.println((System.nanoTime() - start) / 1e9);
    System.out.println(MemoryBenchmark.peakKib());
  }

  private static void download(String url, Path target, String sha256) {
    try (Downloader downloader = Downloader.builder().build()) {
      PresignedUrl presigned = new PresignedUrl(url, Instant.now().plusSeconds(3600));
      DownloadRequest<PresignedUrl> request = DownloadRequest.of(presigned, target);
      downloader.download(sha256.isEmpty() ? request : request.withSha256(sha256));
    }
  }

  private static PowerdrillClient client(String baseUrl, boolean limited) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey("sandbox-secret-key")
        .userId("tmm-sandbox")
        .maxRequestsPerSecond(limited ? PER_SECOND : 0)
        .retries(Retries.NONE) // so that a 429 is a failure
        .build();
  }

  private static void require(long count) {
    if (count != ExportContents.LISTED) {
      throw new IllegalStateException(count + " listed instead of " + ExportContents.LISTED);
    }
  }
}
