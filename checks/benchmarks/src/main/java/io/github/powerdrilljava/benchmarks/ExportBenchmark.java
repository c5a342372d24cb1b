package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  private static final int HEAP_MIB = 64;
  private static final int SMALL_BYTES = 64 * 1024;
  private static final long LARGE_BYTES = 100L * 1024 * 1024;
  private static final int LIMITED = 2_000;
  private static final int PER_SECOND = 20;
  private static final int PAGE_SIZE = 100;
  private static final int MANY = Integer.getInteger("export.small", 50_000);
  private static final int LARGE = Integer.getInteger("export.large", 100);
  private static final int LISTED = 100_000;
  private static final String DATASET = "d";

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(DIRECTORY, "powerdrill-benchmark");
    try {
      report.table("what", "seconds", "objects a second", "peak resident memory");
      Took limited = withinTheLimit(report, directory);
      try (Nginx nginx = new Nginx(directory)) {
        Took[] small = small(report, nginx, directory);
        Took[] large = large(report, nginx, directory);
        Took listed = list(report, nginx, directory);
        figures(report, limited, small, large, listed);
      }
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private static void figures(
      Report report, Took limited, Took[] small, Took[] large, Took listed) {
    double ideal = (LIMITED + LIMITED / PAGE_SIZE - 1.0) / PER_SECOND;
    report.figures();
    ratio(report, "within the limit, of what it dictates", limited.ownSeconds / ideal, 1.03);
    ratio(report, "50,000, beside the faster program", small[0].seconds / small[2].seconds, 1);
    report.figure(
        "50,000, objects a second", small[0].rate(MANY), ">= 1000", small[0].rate(MANY) >= 1000);
    report.figure(
        "second run, seconds beyond the listing",
        text(small[1].seconds - listed.seconds * MANY / LISTED),
        "<= 5",
        small[1].seconds - listed.seconds * MANY / LISTED <= 5);
    ratio(report, "large objects, beside one as large", large[0].seconds / large[1].seconds, 1.1);
    ratio(
        report,
        "the same, where its SHA-256 is computed, too",
        large[0].seconds / large[2].seconds,
        1.1);
  }

  private static void ratio(Report report, String what, double seen, double most) {
    report.figure(what, text(seen), "<= " + most, seen <= most);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Took withinTheLimit(Report report, Path directory) throws Exception {
    Path file = random(directory.resolve("limited"), SMALL_BYTES);
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      for (int i = 0; i < LIMITED; i++) {
        sandbox.put(SandboxDataSource.of(DATASET, "ds-" + i, file).withName(name(i)));
      }
      sandbox.limitRate(PER_SECOND);
      Path target = directory.resolve("target");
      Took took = inOwnJvm("limited", sandbox.baseUrl().toString(), target);
      requireFiles(target, LIMITED);
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
      took.report(report, "2,000 of 64 KiB, 20 requests a second", LIMITED);
      return took;
    }
  }

  /** The first export, the second, and the faster of the programs. */
  private static Took[] small(Report report, Nginx nginx, Path directory) throws Exception {
    random(directory.resolve("object"), SMALL_BYTES);
    pages(directory, MANY, SMALL_BYTES);
    String api = nginx.plain("export").toString();
    Path target = directory.resolve("target");
    Took first = inOwnJvm("export", api, target);
    requireFiles(target, MANY);
    first.report(report, "50,000 of 64 KiB", MANY);
    Took second = inOwnJvm("export", api, target);
    second.report(report, "the same again, all there", MANY);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    Took curl = program(curl(nginx, target), target);
    curl.report(report, "curl -Z --parallel-max 16, given the URLs", MANY);
    Took aria2 = program(aria2(nginx, target), target);
    aria2.report(report, "aria2c -j16 -i, given the URLs", MANY);
    return new Took[] {first, second, curl.seconds < aria2.seconds ? curl : aria2};
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
            .mapToObj(i -> form.formatted(nginx.plain("objects/ds-" + i), name(i)))
            .collect(Collectors.joining()));
  }

  private static Took program(List<String> command, Path target) throws Exception {
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
    requireFiles(target, MANY);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    return new Took(seconds, 0, 0);
  }

  /** All of them, and one object as large as all of them. */
  private static Took[] large(Report report, Nginx nginx, Path directory) throws Exception {
    sparse(directory.resolve("object"), LARGE_BYTES);
    sparse(directory.resolve("whole"), LARGE * LARGE_BYTES);
    pages(directory, LARGE, LARGE_BYTES);
    Path target = directory.resolve("target");
    Took all = inOwnJvm("export", nginx.plain("export").toString(), target);
    requireFiles(target, LARGE);
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(target));
    Took whole = inOwnJvm("download", nginx.plain("whole").toString(), target);
    Files.delete(target);
    Took checked =
        inOwnJvm(
            "download " + sha256(directory.resolve("whole")),
            nginx.plain("whole").toString(),
            target);
    Files.delete(target);
    all.report(report, LARGE + " of 100 MiB", LARGE);
    whole.report(report, "one of as many bytes", 1);
    checked.report(report, "one of as many bytes, whose SHA-256 is checked", 1);
    return new Took[] {all, whole, checked};
  }

  private static String sha256(Path file) throws IOException {
    try (HashingSink hash = HashingSink.sha256(Okio.blackhole());
        BufferedSource source = Okio.buffer(Okio.source(file))) {
      source.readAll(hash);
      return hash.hash().hex();
    }
  }

  private static Took list(Report report, Nginx nginx, Path directory) throws Exception {
    pages(directory, LISTED, SMALL_BYTES);
    Took took = inOwnJvm("list", nginx.plain("export").toString(), directory);
    took.report(report, "100,000 listed, pages of 100", LISTED);
    return took;
  }

  private static String name(int number) {
    return "object " + number + ".csv";
  }

  /** The list of a dataset with so many data sources, a file for each page. */
  private static void pages(Path directory, int count, long size) throws IOException {
    Path pages = directory.resolve("pages");
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(pages));
    Files.createDirectory(pages);
    for (int page = 1; page <= count / PAGE_SIZE + 1; page++) {
      String records =
          IntStream.range((page - 1) * PAGE_SIZE, Math.min(count, page * PAGE_SIZE))
              .mapToObj(
                  i ->
                      "{\"id\":\"ds-%d\",\"dataset_id\":\"d\",\"name\":\"%s\",\"type\":\"FILE\",\"status\":\"synched\",\"size\":%d}"
                          .formatted(i, name(i), size))
              .collect(Collectors.joining(","));
      Files.writeString(
          pages.resolve(page + ".json"),
          "{\"code\":0,\"data\":{\"page_number\":%d,\"page_size\":%d,\"total_items\":%d,\"records\":[%s]}}"
              .formatted(page, PAGE_SIZE, count, records));
    }
  }

  private static Path random(Path file, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    return Files.write(file, content);
  }

  private static void sparse(Path file, long bytes) throws IOException {
    Files.deleteIfExists(file);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void requireFiles(Path target, int count) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      long there = files.filter(file -> !file.toString().endsWith(".jsonl")).count();
      if (there != count) {
        throw new IOException(there + " files instead of " + count);
      }
    }
  }

  /**
   * What a process took.
   *
   * @param seconds with the start of the process
   * @param ownSeconds without it, 0 if they were not measured
   * @param peakKib of memory, 0 if it was not measured
   */
  private record Took(double seconds, double ownSeconds, long peakKib) {

    long rate(int objects) {
      return Math.round(objects / seconds);
    }

    void report(Report report, String what, int objects) {
      report.row(what, text(seconds), rate(objects), peakKib == 0 ? "" : peakKib / 1024 + " MiB");
    }
  }

  private static Took inOwnJvm(String what, String url, Path target) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + HEAP_MIB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                ExportBenchmark.class.getName()));
    command.addAll(List.of(what, url, target.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder
        .environment()
        .putAll(
            Map.of(
                PowerdrillClient.API_KEY_VARIABLE,
                "sandbox-secret-key",
                PowerdrillClient.USER_ID_VARIABLE,
                "tmm-sandbox"));
    long start = System.nanoTime();
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException(what + " ended with " + exit);
    }
    String[] own = printed.strip().split(" ", -1);
    return new Took(seconds, Double.parseDouble(own[0]), Long.parseLong(own[1]));
  }

  /** The other process: does one of the things above, and prints its seconds and most memory. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    String what = arguments[0];
    Path target = Path.of(arguments[2]);
    if (what.startsWith("download")) {
      try (Downloader downloader = Downloader.builder().build()) {
        PresignedUrl url = new PresignedUrl(arguments[1], Instant.now().plusSeconds(3600));
        DownloadRequest<PresignedUrl> request = DownloadRequest.of(url, target);
        String sha256 = what.substring("download".length()).strip();
        downloader.download(sha256.isEmpty() ? request : request.withSha256(sha256));
      }
    } else {
      try (PowerdrillClient client = client(arguments[1], what.equals("limited"))) {
        if (what.equals("list")) {
          require(client.dataSources().list(DATASET).count());
        } else {
          client.dataSources().export(ExportRequest.of(DATASET, target));
        }
      }
    }
    System.out.println((System.nanoTime() - start) / 1e9 + " " + MemoryBenchmark.peakKib());
  }

  private static PowerdrillClient client(String baseUrl, boolean limited) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey(System.getenv(PowerdrillClient.API_KEY_VARIABLE))
        .userId(System.getenv(PowerdrillClient.USER_ID_VARIABLE))
        .maxRequestsPerSecond(limited ? PER_SECOND : 0)
        .retries(Retries.NONE) // so that a 429 is a failure
        .build();
  }

  private static void require(long count) {
    if (count != LISTED) {
      throw new IllegalStateException(count + " listed instead of " + LISTED);
    }
  }
}
