package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.ContractResponses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scripted store, and a target that must have its old content, alone, after each test. */
abstract class AtOldTarget {

  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;

  ScriptedServer server;
  PowerdrillClient client;
  Path target;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    client = server.clientBuilder().callTimeout(Duration.ofDays(1)).build(); // no help from it
    target = Files.writeString(dir.resolve("sales.csv"), "old");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    assertThat(target).hasContent("old");
    assertThat(files()).containsExactly(target);
  }

  List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }

  void presigns(String url) {
    server.answers(200, ContractResponses.presigned(url, "2124-11-13T14:15:22Z"));
  }

  void presignsAndStallsHalfway() {
    presigns(server.url("/sales.csv"));
    server.answers(
        new MockResponse.Builder()
            .body(new Buffer().write(new byte[1 << 20]))
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
  }

  DownloadRequest<?> request() {
    return DownloadRequest.of(SALES, target).replacingExisting();
  }
}
