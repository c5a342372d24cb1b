package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okio.BufferedSource;
import okio.FileSystem;
import okio.HashingSink;
import okio.Okio;

/**
 * Exports whole datasets, each in a JVM of its own with 64 MiB of heap, its start included: within
 * the rate limit, beside programs that are given all URLs, again where all is there, and large
 * objects.
 */
final class ExportBenchmark implements Benchmarks.Benchmark {

  /** In memory, so that no disk decides. */
  private static final Path DIRECTORY = Path.of("/dev/shm");

  private static final int SMALL_BYTES = 64 * 1024;
  private static final long LARGE_BYTES = 100L * 1024 * 1024;
  private static final int LIMITED = 2_000;
  private static final int MANY = Integer.getInteger("export.small", 50_000);
  private static final int LARGE = Integer.getInteger("export.large", 100);

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(DIRECTORY, "powerdrill-benchmark");
    try {
      report.table("what", "seconds", "objects a second", "peak resident memory");
      ExportProcess limited = withinTheLimit(report, directory);
      try (Nginx nginx = new Nginx(directory)) {
        ExportProcess[] small = small(report, nginx, directory);
        ExportProcess[] large = large(report, nginx, directory);
        ExportProcess listed = list(report, nginx, directory);
        figures(report, limited, small, large, listed);
      }
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private static void figures(
      Report report,
      ExportProcess limited,
      ExportProcess[] small,
      ExportProcess[] large,
      ExportProcess listed) {
    double ideal = (LIMITED + LIMITED / ExportContents.PAGE_SIZE - 1.0) / ExportProcess.PER_SECOND;
    report.figures();
    ratio(report, "within the limit, of what it dictates", limited.ownSeconds() / ideal, 1.03);
    ratio(report, "50,000, beside the faster program", small[0].seconds() / small[2].seconds(), 1);
    report.figure(
        "50,000, objects a second", small[0].rate(MANY), ">= 1000", small[0].rate(MANY) >= 1000);
    report.figure(
        "second run, seconds beyond the listing",
        text(small[1].seconds() - listed.seconds() * MANY / ExportContents.LISTED),
        "<= 5",
        small[1].seconds() - listed.seconds() * MANY / ExportContents.LISTED <= 5);
    ratio(
        report, "large objects, beside one as large", large[0].seconds() / large[1].seconds(), 1.1);
    ratio(
        report,
        "the same, where its SHA-256 is computed, too",
        large[0].seconds() / large[2].seconds(),
        1.1);
  }

  private static void ratio(Report report, String what, double seen, double most) {
    report.figure(what, text(seen), "<= " + most, seen <= most);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static ExportProcess withinTheLimit(Report report, Path directory) throws Exception {
    Path file = ExportContents.random(directory.resolve("limited"), SMALL_BYTES);
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      for (int i = 0; i < LIMITED; i++) {
        sandbox.put(
            SandboxDataSource.of(ExportContents.DATASET, "ds-" + i, file)
                .withName(ExportContents.name(i)));
      }
      sandbox.limitRate(ExportProcess.PER_SECOND);
      Path target = directory.resolve("target");
      ExportProcess took = ExportProcess.run("limited", sandbox.baseUrl().toString(), target);
      ExportContents.requireFiles(target, LIMITED);
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
      took.report(report, "2,000 of 64 KiB, 20 requests a second", LIMITED);
      return took;
    }
  }

  /** The first export, the second, and the faster of the programs. */
  private static ExportProcess[] small(Report report, Nginx nginx, Path directory)
      throws Exception {
    ExportContents.random(directory.resolve("object"), SMALL_BYTES);
    ExportContents.pages(directory, MANY, SMALL_BYTES);
    String api = nginx.plain("export").toString();
    Path target = directory.resolve("target");
    ExportProcess first = ExportProcess.run("export", api, target);
    ExportContents.requireFiles(target, MANY);
    first.report(report, "50,000 of 64 KiB", MANY);
    ExportProcess second = ExportProcess.run("export", api, target);
    second.report(report, "the same again, all there", MANY);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    ExportProcess curl = program(curl(nginx, target), target);
    curl.report(report, "curl -Z --parallel-max 16, given the URLs", MANY);
    ExportProcess aria2 = program(aria2(nginx, target), target);
    aria2.report(report, "aria2c -j16 -i, given the URLs", MANY);
    return new ExportProcess[] {first, second, curl.seconds() < aria2.seconds() ? curl : aria2};
  }

  private static List<String> curl(Nginx nginx, Path target) throws IOException {
    Path list = urls(nginx, target, "url=\"%s\"%noutput=\"" + target + "/%s\"%n");
    return List.of("curl", "-sS", "--fail", "-Z", "--parallel-max", "16", "-K", list.toString());
  }

  private static List<String> aria2(Nginx nginx, Path target) throws IOException {
    Path list = urls(nginx, target, "%s%n out=%s%n");
    return List.of(
        "aria2c",
        "-q",
        "-j16",
        "--file-allocation=none",
        "-d",
        target.toString(),
        "-i",
        list.toString());
  }

  private static Path urls(Nginx nginx, Path target, String form) throws IOException {
    return Files.writeString(
        target.resolveSibling("urls"),
        IntStream.range(0, MANY)
            .mapToObj(i -> form.formatted(nginx.plain("objects/ds-" + i), ExportContents.name(i)))
            .collect(Collectors.joining()));
  }

  private static ExportProcess program(List<String> command, Path target) throws Exception {
    Files.createDirectory(target);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException(command.get(0) + " ended with " + exit);
    }
    ExportContents.requireFiles(target, MANY);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    return new ExportProcess(seconds, 0, 0);
  }

  /** All of them, and one object as large as all of them. */
  private static ExportProcess[] large(Report report, Nginx nginx, Path directory)
      throws Exception {
    ExportContents.sparse(directory.resolve("object"), LARGE_BYTES);
    ExportContents.sparse(directory.resolve("whole"), LARGE * LARGE_BYTES);
    ExportContents.pages(directory, LARGE, LARGE_BYTES);
    Path target = directory.resolve("target");
    ExportProcess all = ExportProcess.run("export", nginx.plain("export").toString(), target);
    ExportContents.requireFiles(target, LARGE);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    ExportProcess whole = ExportProcess.run("download", nginx.plain("whole").toString(), target);
    Files.delete(target);
    ExportProcess checked =
        ExportProcess.run(
            "download " + sha256(directory.resolve("whole")),
            nginx.plain("whole").toString(),
            target);
    Files.delete(target);
    all.report(report, LARGE + " of 100 MiB", LARGE);
    whole.report(report, "one of as many bytes", 1);
    checked.report(report, "one of as many bytes, whose SHA-256 is checked", 1);
    return new ExportProcess[] {all, whole, checked};
  }

  private static String sha256(Path file) throws IOException {
    try (HashingSink hash = HashingSink.sha256(Okio.blackhole());
        BufferedSource source = Okio.buffer(Okio.source(file))) {
      source.readAll(hash);
      return hash.hash().hex();
    }
  }

  private static ExportProcess list(Report report, Nginx nginx, Path directory) throws Exception {
    ExportContents.pages(directory, ExportContents.LISTED, SMALL_BYTES);
    ExportProcess took = ExportProcess.run("list", nginx.plain("export").toString(), directory);
    took.report(report, "100,000 listed, pages of 100", ExportContents.LISTED);
    return took;
  }
}
