package io.github.powerdrilljava;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a content of many parts, which is downloaded to one target. */
abstract class AtLargeContent {

  static final int MIB = 1024 * 1024;
  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;
  @TempDir Path served;
  byte[] content = FileContent.random(20 * MIB + 12_345, 1);
  PowerdrillSandbox sandbox;
  PowerdrillClient client;
  Path source;
  Path target;

  @BeforeEach
  void start() throws Exception {
    sandbox = PowerdrillSandbox.start();
    source = Files.write(served.resolve("sales.csv"), content);
    sandbox.put("dset-1", "ds-1", source);
    client = clientBuilder().build();
    target = dir.resolve("sales.csv");
  }

  PowerdrillClient.Builder clientBuilder() {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .retries(new Retries(4, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO));
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  DownloadRequest<?> request() {
    return DownloadRequest.of(SALES, target);
  }

  List<ReceivedRequest> storeRequests() {
    return sandbox.requests().stream()
        .filter(request -> request.side() == Side.OBJECT_STORE)
        .toList();
  }

  List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** Has the store serve another content, which is as long. */
  void change() {
    try {
      Path other = served.resolve("other");
      content = FileContent.random(content.length, 3);
      Files.write(other, content);
      Files.setLastModifiedTime(other, FileTime.from(Instant.now().plusSeconds(60)));
      Files.move(other, source, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
