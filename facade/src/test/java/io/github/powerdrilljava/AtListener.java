package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.OperationStarted;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a data source, and a client whose listener keeps what it observes. */
abstract class AtListener {

  static final int MIB = 1024 * 1024;

  @TempDir Path dir;
  PowerdrillSandbox sandbox;
  PowerdrillClient client;
  final List<ClientEvent> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "ds-1", Files.write(dir.resolve("served"), new byte[3 * MIB]));
    client = client(events::add);
  }

  PowerdrillClient client(ClientListener listener) {
    return PowerdrillClient.builder()
        .baseUrl(sandbox.baseUrl().toString())
        .apiKey(sandbox.apiKey())
        .userId(sandbox.userId())
        .retries(new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO))
        .listener(listener)
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  <E extends ClientEvent> List<E> all(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <E extends ClientEvent> E only(Class<E> type) {
    assertThat(all(type)).hasSize(1);
    return all(type).get(0);
  }

  Stream<String> kinds() {
    return events.stream().map(event -> event.getClass().getSimpleName());
  }

  PresignRequest presign() {
    return PresignRequest.of("dset-1", "ds-1").withExternalTraceId("nightly");
  }

  DownloadRequest<PresignRequest> download() {
    return DownloadRequest.of(presign(), dir.resolve("target"));
  }

  Operation only(String name) {
    List<Operation> operations =
        all(OperationStarted.class).stream()
            .map(OperationStarted::operation)
            .filter(operation -> operation.name().equals(name))
            .toList();
    assertThat(operations).hasSize(1);
    assertThat(all(OperationEnded.class))
        .filteredOn(ended -> ended.operation().equals(operations.get(0)))
        .hasSize(1);
    return operations.get(0);
  }

  OperationEnded end(String name) {
    return all(OperationEnded.class).stream()
        .filter(ended -> ended.operation().name().equals(name))
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
