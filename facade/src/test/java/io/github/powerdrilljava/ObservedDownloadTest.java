package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationEnded;
import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.sandbox.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a listener observes of downloads, streams and exports. */
class ObservedDownloadTest extends AtListener {

  private static final String EXPIRED =
      "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";

  @Test
  void seesADownloadWithItsPresignAndItsParts() {
    client.dataSources().download(download().withPartSize(MIB).withConnections(2));
    Operation download = only("download");
    assertThat(download.parentId()).isNull();
    assertThat(download.externalTraceId()).isEqualTo("nightly");
    Operation presign = only("presign");
    assertThat(presign.parentId()).isEqualTo(download.id());
    assertThat(presign.externalTraceId()).isEqualTo("nightly");
    assertThat(all(PartReceived.class))
        .allMatch(part -> part.operation().equals(download))
        .allMatch(part -> part.bytes() == MIB)
        .extracting(PartReceived::offset)
        .containsExactlyInAnyOrder(0L, (long) MIB, 2L * MIB);
    assertThat(all(PartReceived.class)).extracting(PartReceived::connection).isSubsetOf(0, 1);
    assertThat(
            all(RequestEnded.class).stream()
                .filter(ended -> ended.operation().equals(download))
                .mapToLong(RequestEnded::receivedBytes)
                .sum())
        .isEqualTo(3 * MIB);
    assertThat(events.get(events.size() - 1)).isInstanceOf(OperationEnded.class);
  }

  @Test
  void seesAPlainDownloadAsOnePart() {
    sandbox.put("dset-1", "ds-small", write("small", new byte[7]));
    client.dataSources().download("dset-1", "ds-small", dir.resolve("target"));
    assertThat(only(PartReceived.class)).isEqualTo(new PartReceived(only("download"), 0, 0, 7));
  }

  @Test
  void seesThatAConnectionOfADownloadBrokeAndThatItsUrlWasRenewed() {
    sandbox
        .storeFaults()
        .next(Fault.resetAfter(100_000), Fault.response(403, "application/xml", EXPIRED));
    client.dataSources().download(download().withConnections(1));
    assertThat(all(RetryScheduled.class))
        .isNotEmpty()
        .allMatch(retry -> retry.operation().name().equals("download"));
    assertThat(only(UrlRenewed.class).expiresAt()).isAfter(Instant.now());
  }

  @Test
  void seesAStreamUntilItsLastByteOrItsClose() throws IOException {
    try (InputStream in = client.dataSources().open(presign())) {
      assertThat(all(OperationEnded.class))
          .noneMatch(ended -> ended.operation().name().equals("open"));
      assertThat(in.readAllBytes()).hasSize(3 * MIB);
      assertThat(end("open").failure()).isNull();
    }
    assertThat(only("presign").parentId()).isEqualTo(only("open").id());
    events.clear();
    InputStream half = client.dataSources().open(presign());
    assertThat(half.readNBytes(1000)).hasSize(1000);
    half.close();
    assertThat(end("open").failure()).isNull();
  }

  @Test
  void seesADownloadAndAStreamThatFail() {
    PresignRequest missing = PresignRequest.of("dset-1", "ds-none");
    assertThatThrownBy(
            () -> client.dataSources().download(DownloadRequest.of(missing, dir.resolve("x"))))
        .satisfies(failure -> assertThat(end("download").failure()).isSameAs(failure));
    assertThatThrownBy(() -> client.dataSources().open(missing))
        .satisfies(failure -> assertThat(end("open").failure()).isSameAs(failure));
  }

  @Test
  void seesAStreamThatFailsWhileItIsRead() throws IOException {
    sandbox
        .storeFaults()
        .next(Fault.resetAfter(100_000), Fault.response(404, "application/xml", "<Error/>"));
    try (InputStream in = client.dataSources().open(presign())) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .satisfies(
              failure ->
                  assertThat(end("open").failure()).isSameAs(failure.getCause()).isNotNull());
    }
  }

  @Test
  void seesAnExportAsTheParentOfItsListsAndDownloads() {
    client.dataSources().export(ExportRequest.of("dset-1", dir.resolve("export")));
    Operation export = only("export");
    assertThat(only("list-data-sources").parentId()).isEqualTo(export.id());
    assertThat(only("download").parentId()).isEqualTo(export.id());
    assertThat(only("presign").parentId()).isEqualTo(only("download").id());
    assertThat(end("export").failure()).isNull();
    events.clear();
    client.dataSources().exportAsync(ExportRequest.of("dset-1", dir.resolve("async"))).join();
    assertThat(only("download").parentId()).isEqualTo(only("export").id());
  }

  private Path write(String name, byte[] content) {
    try {
      return Files.write(dir.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
