package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.benchmarks.DownloadBenchmark.Pair;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okio.FileSystem;

/**
 * The command line, from the start of its process to its end, beside the programs that people have
 * for the same: those of them that are installed here. Against nginx, files in memory. A download
 * of Powerdrill's presigns first; the others are given the URL.
 */
final class CommandsBenchmark implements Benchmarks.Benchmark {

  private static final int ROUNDS = Integer.getInteger("rounds", 15);
  private static final int LARGE_ROUNDS = Integer.getInteger("rounds", 7);

  @Override
  public void run(Report report) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "powerdrill-benchmark");
    try (Nginx nginx = new Nginx(directory)) {
      Path bucket = Files.createDirectory(directory.resolve("bucket"));
      DownloadBenchmark.write(bucket.resolve("64k"), 64L * 1024);
      DownloadBenchmark.write(bucket.resolve("1g"), 1024L * 1024 * 1024);
      Fetcher byHand = ArchivedPresigner.in(directory, nginx.plain("api/").toString());
      run(report, nginx, byHand, bucket.resolve("fetched"));
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private static void run(Report report, Nginx nginx, Fetcher byHand, Path file) throws Exception {
    URI api = nginx.plain("files");
    Map<String, Fetcher> fetchers = downloaders(nginx.certificate().toString());
    Pair presign =
        DownloadBenchmark.compare(
            report, "presign", presigners(byHand), (who, by) -> by.measure(api, file), 1, ROUNDS);
    Pair small =
        download(report, "64 KiB, http", fetchers, nginx.plain("bucket/64k"), file, ROUNDS);
    Pair http =
        download(report, "1 GiB, http", fetchers, nginx.plain("bucket/1g"), file, LARGE_ROUNDS);
    Pair tls = download(report, "1 GiB, TLS", fetchers, nginx.tls("bucket/1g"), file, LARGE_ROUNDS);
    report.figures();
    atMost(report, "presign, seconds", presign.ours(), 0.25);
    atMost(report, "64 KiB, seconds", small.ours(), 0.32);
    atMost(report, "1 GiB over http, beside curl", http.ratio(), 0.95);
    atMost(report, "1 GiB over TLS, beside curl", tls.ratio(), 0.95);
  }

  private static void atMost(Report report, String what, double seen, double most) {
    report.figure(what, Medians.text(seen), "<= " + most, seen <= most);
  }

  private static Pair download(
      Report report, String name, Map<String, Fetcher> fetchers, URI url, Path file, int rounds)
      throws Exception {
    return DownloadBenchmark.compare(
        report,
        name,
        fetchers,
        (who, by) -> DownloadBenchmark.fetch(who, by, url, file),
        1,
        rounds);
  }

  private static Map<String, Fetcher> presigners(Fetcher byHand) {
    Map<String, Fetcher> all = new LinkedHashMap<>();
    all.put(
        DownloadBenchmark.POWERDRILL,
        powerdrill((url, file) -> List.of("presign", "d", "64k", "--base-url", url.toString())));
    all.put(
        "curl",
        new Fetcher.Program(
            List.of("curl", "-sS", "--fail", "-d", "{\"user_id\":\"u\"}"),
            (url, file) ->
                List.of(
                    url + "/v2/team/datasets/d/datasources/64k/presign", "-H", "x-pd-api-key: k")));
    all.put("OkHttp and Moshi by hand", byHand);
    return all;
  }

  /** Curl is the first of the others, and must be there: a figure is beside it. */
  private static Map<String, Fetcher> downloaders(String certificate) {
    Map<String, Fetcher> all = new LinkedHashMap<>();
    all.put(
        DownloadBenchmark.POWERDRILL,
        powerdrill(
            (url, file) ->
                List.of(
                    "download",
                    "d",
                    fileName(url),
                    "--output",
                    file.toString(),
                    "--base-url",
                    url.resolve("/files").toString(),
                    "--ca-cert",
                    certificate)));
    all.put("curl", Fetcher.curl(Path.of(certificate)));
    putIfInstalled(all, "aria2 -x8", Fetcher.aria2(Path.of(certificate), 8));
    putIfInstalled(
        all,
        "rclone copyurl",
        new Fetcher.Program(
            List.of("rclone", "copyurl", "--config", "/dev/null", "--ca-cert", certificate),
            (url, file) -> List.of(url.toString(), file.toString())));
    putIfInstalled(
        all,
        "aws s3 cp",
        new Fetcher.Program(
            List.of("aws", "s3", "cp", "--quiet", "--no-sign-request", "--ca-bundle", certificate),
            (url, file) ->
                List.of(
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    url.resolve("/").toString(),
                    "s3:/" + url.getPath(),
                    file.toString())));
    return all;
  }

  private static Fetcher powerdrill(Fetcher.Program.Arguments arguments) {
    String launcher = Path.of("powerdrill").toAbsolutePath().toString();
    List<String> keys = List.of("POWERDRILL_PROJECT_API_KEY=k", "POWERDRILL_USER_ID=u");
    return new Fetcher.Program(List.of("env", keys.get(0), keys.get(1), launcher), arguments);
  }

  private static String fileName(URI url) {
    return Path.of(url.getPath()).getFileName().toString();
  }

  private static void putIfInstalled(
      Map<String, Fetcher> all, String name, Fetcher.Program program) {
    boolean isInstalled =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(each -> Files.isExecutable(Path.of(each, program.command().get(0))));
    if (isInstalled) {
      all.put(name, program);
    }
  }
}
