package io.github.powerdrilljava.shrunk;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/** Calls every operation in every way, and prints what it got. */
public final class Program {

  /** Printed when the server is to fail from now on. */
  static final String FAIL = "fail";

  /** As many as the server has ready. */
  private static final int FAILURES = 9;

  private final PowerdrillClient powerdrill;
  private final Path directory;

  private Program(PowerdrillClient powerdrill, Path directory) {
    this.powerdrill = powerdrill;
    this.directory = directory;
  }

  /** With a base URL, an API key, a user id and a directory to download to. */
  public static void main(String[] args) throws IOException {
    Set<String> events = new ConcurrentSkipListSet<>();
    try (PowerdrillClient powerdrill =
        PowerdrillClient.builder()
            .baseUrl(args[0])
            .apiKey(args[1])
            .userId(args[2])
            .listener(event -> events.add(event.operation().name()))
            .build()) {
      Program program = new Program(powerdrill, Path.of(args[3]));
      program.list();
      program.download();
      program.export();
    }
    try (PowerdrillClient powerdrill =
        PowerdrillClient.builder()
            .baseUrl(args[0])
            .apiKey(args[1])
            .userId(args[2])
            .retries(Retries.NONE)
            .build()) {
      System.out.println(FAIL);
      System.in.read(); // until the server fails
      new Program(powerdrill, Path.of(args[3])).fail();
    }
    System.out.println(events);
  }

  private void list() {
    Dataset dataset =
        powerdrill
            .datasets()
            .list(ListDatasetsRequest.all().withSearch("Sal"))
            .findFirst()
            .orElseThrow();
    DataSource source =
        powerdrill
            .dataSources()
            .list(ListDataSourcesRequest.of(dataset.id()).withStatus(DataSourceStatus.SYNCHED))
            .findFirst()
            .orElseThrow();
    System.out.println(dataset.id() + dataset.name() + dataset.description());
    System.out.println(shown(source));
    System.out.println(shown(powerdrill.dataSources().getAsync("dset-1", "ds-1").join()));
    System.out.println(powerdrill.datasets().listPage(ListDatasetsRequest.all(), 1).totalItems());
  }

  private static String shown(DataSource source) {
    return source.id() + source.name() + source.size() + source.status() + source.type();
  }

  private void download() throws IOException {
    PresignedUrl url =
        powerdrill
            .dataSources()
            .presign(PresignRequest.of("dset-1", "ds-1").withExpiresIn(Duration.ofHours(1)));
    Path file = directory.resolve("by-id.csv");
    powerdrill
        .dataSources()
        .downloadAsync(
            DownloadRequest.of(PresignRequest.of("dset-1", "ds-1"), file)
                .withSha256("%064x".formatted(0))
                .withProgress((received, total) -> {}))
        .exceptionally(wrongHash -> directory)
        .join();
    powerdrill.dataSources().download("dset-1", "ds-1", file);
    try (Downloader downloader = Downloader.create();
        InputStream content = powerdrill.dataSources().open("dset-1", "ds-1")) {
      Path byUrl = downloader.download(url, directory.resolve("by-url.csv"));
      System.out.println(Files.readString(file) + Files.readString(byUrl));
      System.out.println(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void export() throws IOException {
    Path to = directory.resolve("export");
    System.out.println(
        powerdrill.dataSources().export(ExportRequest.of("dset-1", to)).downloaded());
    System.out.println(powerdrill.dataSources().export(ExportRequest.of("dset-1", to)).unchanged());
    try (var lines = Files.lines(to.resolve("powerdrill-manifest.jsonl"))) {
      System.out.println(
          lines
              .toList()
              .get(0)
              .replaceAll("\\d{4}-.*?Z", "TIME")
              .replaceAll("http://[^/]+", "SERVICE"));
    }
  }

  /** The server has a failure ready for each. */
  private void fail() {
    tryTo(() -> powerdrill.dataSources().presign("..", " ").url());
    for (int i = 0; i < FAILURES; i++) {
      tryTo(() -> shown(powerdrill.dataSources().get("dset-1", "ds-1")));
    }
    tryTo(() -> powerdrill.dataSources().download("dset-1", "ds-1", directory.resolve("broken")));
    tryTo(
        () ->
            powerdrill
                .dataSources()
                .export(ExportRequest.of("dset-1", directory.resolve("broken-export")))
                .downloaded());
  }

  private static void tryTo(Supplier<?> call) {
    try {
      System.out.println(call.get());
    } catch (PowerdrillException e) {
      System.out.println(
          e.getMessage().replaceAll("[0-9a-f-]{36}", "ID").replaceAll(":\\d+", ":PORT"));
    }
  }
}
