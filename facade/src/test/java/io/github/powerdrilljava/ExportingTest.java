package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that exports from a sandbox to a directory of its own. */
abstract class ExportingTest {

  @TempDir Path served;
  @TempDir Path parent;

  Path directory;
  PowerdrillSandbox sandbox;

  PowerdrillClient client;

  @BeforeEach
  void start() {
    directory = parent.resolve("export");
    sandbox = PowerdrillSandbox.start();
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(0)
            .retries(Retries.NONE)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  void put(String id, String name, String content) throws IOException {
    put("dset-1", id, name, content);
  }

  void put(String dataset, String id, String name, String content) throws IOException {
    Path file = Files.writeString(served.resolve(dataset + id), content);
    sandbox.put(SandboxDataSource.of(dataset, id, file).withName(name));
  }

  ExportRequest request() {
    return ExportRequest.of("dset-1", directory);
  }

  ExportResult export() {
    return client.dataSources().export(request());
  }

  ExportException failure(ExportRequest request) {
    return catchThrowableOfType(ExportException.class, () -> client.dataSources().export(request));
  }

  Path manifest() {
    return directory.resolve(ExportResult.MANIFEST);
  }

  /** The names and the contents, without the manifest. */
  Map<String, String> files() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.equals(ExportResult.MANIFEST)) {
          contents.put(name, Files.readString(file));
        }
      }
    }
    return contents;
  }

  static List<Long> counts(ExportResult result) {
    return List.of(result.downloaded(), result.unchanged(), (long) result.failures().size());
  }

  static String record(String dataset, String id, String name, long size) {
    return "{\"id\":\"%s\",\"dataset_id\":\"%s\",\"name\":\"%s\",".formatted(id, dataset, name)
        + "\"type\":\"FILE\",\"status\":\"synched\",\"size\":%d}".formatted(size);
  }

  /** The next list is this one. */
  void lists(String... records) {
    String page =
        "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":100,\"total_items\":"
            + records.length
            + ",\"records\":["
            + String.join(",", records)
            + "]}}";
    sandbox.faults().next(Fault.response(200, "application/json", page));
  }

  interface Action {
    void run() throws IOException;
  }

  /** Does something once, when the first bytes of any data source have arrived. */
  static ProgressListener onceBytesArrive(Action action) {
    AtomicBoolean done = new AtomicBoolean();
    return new ProgressListener() {
      @Override
      public void onProgress(long exported, long total) {}

      @Override
      public ProgressListener ofDataSource(DataSource dataSource) {
        return (received, total) -> {
          if (done.compareAndSet(false, true)) {
            try {
              action.run();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
      }
    };
  }

  static ProgressListener onBytes(Runnable action) {
    return new ProgressListener() {
      @Override
      public void onProgress(long exported, long total) {}

      @Override
      public ProgressListener ofDataSource(DataSource dataSource) {
        return (received, total) -> action.run();
      }
    };
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int exec(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
