package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It looks at all threads.")
class PowerdrillSandboxTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @Test
  void listensOnThePortThatWasAskedForAndFreesItOnClose() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    for (int i = 0; i < 2; i++) {
      try (PowerdrillSandbox sandbox = PowerdrillSandbox.start(port, null, TestContract.CONTRACT)) {
        assertThat(sandbox.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:" + port + "/api"));
      }
    }
  }

  @Test
  void namesThePortThatIsInUse() {
    try (PowerdrillSandbox first = TestContract.start()) {
      int port = first.baseUrl().getPort();

      assertThatThrownBy(() -> PowerdrillSandbox.start(port))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("Port " + port + " on 127.0.0.1 is in use");
    }
  }

  @Test
  void leavesNoThreadBehind() throws IOException, InterruptedException {
    useASandbox();
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    Set<Thread> during = useASandbox();

    during.removeAll(before);
    during.removeIf(thread -> thread.getName().startsWith("HttpClient-"));
    assertThat(during).isNotEmpty().allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
    for (Thread thread : during) {
      thread.join(10_000);
    }
    assertThat(during).noneMatch(Thread::isAlive);
  }

  private Set<Thread> useASandbox() throws IOException {
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
      assertThat(PlainClient.get(new PlainClient(sandbox).presign("dset", "ds")).body())
          .isEqualTo("a");
      return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
  }

  @Test
  @Timeout(60)
  void closesWhileADownloadIsUnderWay() throws IOException {
    PowerdrillSandbox sandbox = TestContract.start();
    sandbox.put("dset", "large", large());
    try (InputStream download =
        PlainClient.open(new PlainClient(sandbox).presign("dset", "large")).body()) {
      assertThat(download.read()).isZero();

      sandbox.close();

      assertThatThrownBy(download::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  @Timeout(60)
  void doesNotMindAClientThatGoesAway() throws IOException {
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      sandbox.put("dset", "large", large());
      URI url = new PlainClient(sandbox).presign("dset", "large");
      try (InputStream download = PlainClient.open(url).body()) {
        assertThat(download.read()).isZero();
      }
      assertThat(PlainClient.get(url, "Range", "bytes=0-0").statusCode()).isEqualTo(206);
    }
  }

  @Test
  void putsEveryFileOfEveryFolder() throws IOException {
    Path sales = Files.createDirectories(directory.resolve("sales"));
    Path b = Files.writeString(sales.resolve("b 2.csv"), "bb");
    Path a = Files.writeString(sales.resolve("a.csv"), "a");
    Path nested = Files.createDirectories(sales.resolve("nested"));
    Files.writeString(nested.resolve("too-deep.csv"), "x");
    Path stock = Files.createDirectories(directory.resolve("stock"));
    Path c = Files.writeString(stock.resolve("c.csv"), "");
    Files.writeString(directory.resolve("not-in-a-folder.csv"), "x");

    try (PowerdrillSandbox sandbox = TestContract.start()) {
      assertThat(sandbox.putAll(directory))
          .containsExactly(
              new SandboxDataSource("sales", "a.csv", "a.csv", Status.SYNCHED, 1L, a),
              new SandboxDataSource("sales", "b 2.csv", "b 2.csv", Status.SYNCHED, 2L, b),
              new SandboxDataSource("stock", "c.csv", "c.csv", Status.SYNCHED, 0L, c));
      URI url = new PlainClient(sandbox).presign("sales", "b%202.csv");
      assertThat(PlainClient.get(url).body()).isEqualTo("bb");
    }
  }

  @Test
  void readsAFileAgainThatIsPutAgainEvenIfItLooksTheSame() throws IOException {
    Path file = directory.resolve("a.csv");
    FileTime time = FileTime.from(Instant.EPOCH);
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      Set<String> tags = new HashSet<>();
      for (String content : new String[] {"one", "two"}) {
        Files.setLastModifiedTime(Files.writeString(file, content), time);
        sandbox.put("dset", "ds", file);
        sandbox.put("dset", "of the same file", file);
        URI url = new PlainClient(sandbox).presign("dset", "ds");
        tags.add(PlainClient.get(url).headers().firstValue("ETag").orElseThrow());
      }

      assertThat(tags).hasSize(2);
    }
  }

  @Test
  void refusesWhatItCannotServe() {
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      Path missing = directory.resolve("missing.csv");

      assertThatThrownBy(() -> sandbox.put("dset", "ds", missing))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(missing.toString());
      assertThatThrownBy(() -> sandbox.put("dset", "ds", directory))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage(directory + ": not a regular file");
      assertThatThrownBy(() -> sandbox.putAll(missing))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(missing.toString());
      assertThatThrownBy(() -> sandbox.put(" ", "ds", directory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("datasetId");
      assertThatThrownBy(() -> sandbox.put("dset", "", directory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dataSourceId");
    }
  }

  @Test
  void runsItsClockAheadButNeverBack() {
    try (PowerdrillSandbox sandbox = TestContract.start()) {
      Instant before = sandbox.now();
      sandbox.advanceClock(Duration.ofHours(1));
      sandbox.advanceClock(Duration.ofHours(2));

      assertThat(sandbox.now()).isAfterOrEqualTo(before.plus(Duration.ofHours(3)));
      assertThatThrownBy(() -> sandbox.advanceClock(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("PT-1S");
    }
  }

  @Test
  void closesTwiceInPeace() {
    PowerdrillSandbox sandbox = TestContract.start();
    sandbox.close();

    assertThatCode(sandbox::close).doesNotThrowAnyException();
  }

  @Test
  void closesOnAThreadThatIsInterruptedAndLeavesItSo() {
    PowerdrillSandbox sandbox = TestContract.start();
    Thread.currentThread().interrupt();

    sandbox.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  private Path large() throws IOException {
    Path file = directory.resolve("large.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(64L << 20);
    }
    return file;
  }
}
