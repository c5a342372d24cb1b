package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Content arrives whole at its target, and nothing else is written or sent. */
@Timeout(60)
class DownloadTest {

  private static final PresignRequest SALES = PresignRequest.of("dset-1", "ds-1");

  @TempDir Path dir;
  @TempDir Path served;
  private final byte[] content = FileContent.random(300_000, 1);
  private PowerdrillSandbox sandbox;
  private PowerdrillClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "ds-1", Files.write(served.resolve("sales 2024.csv"), content));
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.sorted().toList();
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesTheFileAndNothingElse() throws Exception {
    Path target = dir.resolve("sales.csv");
    assertThat(client.dataSources().download("dset-1", "ds-1", target)).isEqualTo(target);
    assertHolds(target, content);
    assertThat(files()).containsExactly(target);
  }

  @Test
  void namesTheFileItselfInADirectory() throws Exception {
    Path file = client.dataSources().download("dset-1", "ds-1", dir);
    assertThat(file).isEqualTo(dir.resolve("sales 2024.csv"));
    assertHolds(file, content);
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().download("dset-1", "ds-1", dir))
        .withMessageStartingWith(
            "Could not download data source \"ds-1\" of dataset \"dset-1\": "
                + file
                + " already exists. Trace id: ");
  }

  @Test
  void replacesAnExistingFileOnlyOnRequest() throws Exception {
    Path target = Files.writeString(dir.resolve("sales.csv"), "old");
    client.dataSources().download(DownloadRequest.of(SALES, target).replacingExisting());
    assertHolds(target, content);
    assertThat(files()).containsExactly(target);
  }

  @Test
  void tellsTheListenerHowFarItIs() {
    List<Long> received = new ArrayList<>();
    client
        .dataSources()
        .download(
            DownloadRequest.of(SALES, dir)
                .withProgress(
                    (bytes, total) -> {
                      assertThat(total).isEqualTo(content.length);
                      received.add(bytes);
                    }));
    assertThat(received).isSorted().endsWith((long) content.length);
  }

  @Test
  void downloadsAsynchronously() {
    CompletableFuture<Path> file = client.dataSources().downloadAsync("dset-1", "ds-1", dir);
    assertHolds(file.join(), content);
  }

  @Test
  void bringsAnEmptyFile() throws Exception {
    sandbox.put("dset-1", "ds-1", Files.createFile(served.resolve("empty")));
    assertThat(client.dataSources().download("dset-1", "ds-1", dir)).isEmptyFile();
  }

  @Test
  void sendsTheStoreNothingButWhatItNeeds() {
    client.dataSources().download("dset-1", "ds-1", dir);
    ReceivedRequest get = sandbox.requests().get(1);
    assertThat(get.method()).isEqualTo("GET");
    assertThat(get.headers().keySet())
        .extracting(name -> name.toLowerCase(java.util.Locale.ROOT))
        .containsExactlyInAnyOrder("accept-encoding", "connection", "host", "range", "user-agent");
    assertThat(get.header("Accept-Encoding")).contains("identity");
  }

  @Test
  void fillsTheLongestNameThereIs() {
    Path target = dir.resolve("x".repeat(255));
    client.dataSources().download("dset-1", "ds-1", target);
    assertHolds(target, content);
  }

  @Test
  void namesTheDiskWhenItCannotBeWritten() throws Exception {
    Path target = dir.resolve("x".repeat(256));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.dataSources().download("dset-1", "ds-1", target))
        .withMessageContaining("xxx cannot be used: File name too long");
    assertThat(files()).isEmpty();
  }

  @Test
  void doesNotReplaceAFileThatAppearsMeanwhile() throws Exception {
    Path target = dir.resolve("sales.csv");
    DownloadRequest<?> request =
        DownloadRequest.of(SALES, target).withProgress((bytes, total) -> write(target, "theirs"));
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> client.dataSources().download(request))
        .withMessageContaining(target + " already exists.");
    assertThat(target).hasContent("theirs");
    assertThat(files()).containsExactly(target);
  }

  @Test
  void replacesWhatALinkLeadsTo() throws Exception {
    Path real = Files.writeString(dir.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.csv"), real);
    client.dataSources().download(DownloadRequest.of(SALES, link).replacingExisting());
    assertThat(link).isSymbolicLink();
    assertHolds(real, content);
  }
}
