package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PresignedUrl;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Downloads in a JVM of 64 MiB of heap, and tells how much memory it takes in all. */
final class MemoryBenchmark implements Benchmarks.Benchmark {

  private static final long GIB = 1024L * 1024 * 1024;
  private static final int HEAP_MIB = 64;

  /** For files that might not fit into memory. */
  private static final Path ON_DISK = Path.of("/var/tmp");

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(ON_DISK, "powerdrill-benchmark");
    try (Nginx nginx = new Nginx(directory)) {
      Plot plot =
          new Plot("memory", "A download with -Xmx" + HEAP_MIB + "m", "bytes", "peak resident MiB")
              .withX(Plot::binary);
      report.table("download with -Xmx" + HEAP_MIB + "m", "peak resident memory", "seconds");
      for (long gibibytes : new long[] {1, 2, 4, 10}) {
        try (RandomAccessFile sparse = new RandomAccessFile(directory + "/content", "rw")) {
          sparse.setLength(gibibytes * GIB);
        }
        long start = System.nanoTime();
        long peak = peak(nginx.plain("content"), directory.resolve("fetched"), gibibytes * GIB);
        plot.add(DownloadBenchmark.POWERDRILL, gibibytes * (double) GIB, peak / 1024.0);
        report.row(
            gibibytes + " GiB",
            peak / 1024 + " MiB",
            String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 1e9));
      }
      plot.write();
    } finally {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  /** In KiB, of a process that downloads this. */
  private static long peak(URI url, Path file, long size) throws Exception {
    List<String> printed =
        ChildJvm.run(
            List.of("-Xmx" + HEAP_MIB + "m"),
            MemoryBenchmark.class,
            url.toString(),
            file.toString());
    if (Files.size(file) != size) {
      throw new IOException("the download failed");
    }
    Files.delete(file);
    return Long.parseLong(printed.get(0));
  }

  /** The other process: downloads a URL to a file, and prints the most memory it ever had. */
  public static void main(String[] arguments) throws IOException {
    try (Downloader downloader = Downloader.builder().build()) {
      Instant later = Instant.now().plusSeconds(3600);
      downloader.download(new PresignedUrl(arguments[0], later), Path.of(arguments[1]));
    }
    System.out.println(peakKib());
  }

  /** The most memory that this process ever had. */
  static String peakKib() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    String peak =
        status.stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElseThrow();
    return peak.replaceAll("\\D", "");
  }
}
