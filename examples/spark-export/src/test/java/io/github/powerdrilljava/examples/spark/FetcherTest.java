package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task does with each object, on the local file system and on any other. */
class FetcherTest {

  private static final int BYTES = 4 << 20;

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final PowerdrillClient powerdrill =
      PowerdrillClient.builder()
          .baseUrl(sandbox.baseUrl().toString())
          .apiKey(sandbox.apiKey())
          .userId(sandbox.userId())
          .build();
  private final byte[] bytes = new byte[BYTES];

  @TempDir Path temp;

  /** A file system that a fetcher does not know for the local one. */
  public static final class OtherFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }

    @Override
    public String getScheme() {
      return "other";
    }
  }

  @BeforeEach
  void putObject() throws IOException {
    new Random(1).nextBytes(bytes);
    Files.createDirectories(temp.resolve("out").resolve(Fetcher.ATTEMPTS));
    sandbox.put(SandboxDataSource.of("dset-1", "ds-1", Files.write(temp.resolve("object"), bytes)));
  }

  @AfterEach
  void end() {
    powerdrill.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "other"})
  void commitsOnceThoughATaskRunsTwice(String scheme) throws Exception {
    Work work = work(null);
    Fetched first = fetch(scheme, "1", work);
    Fetched second = fetch(scheme, "2", work);

    assertThat(first.failure()).isNull();
    assertThat(second.sha256()).isEqualTo(first.sha256()).isNotNull();
    assertThat(temp.resolve("out/file")).hasBinaryContent(bytes);
    assertNoAttemptIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "other"})
  void leavesAFileOfSomeoneElse(String scheme) throws Exception {
    Files.writeString(temp.resolve("out/file"), "mine");

    Fetched fetched = fetch(scheme, "1", work(null));

    assertThat(fetched.failure()).contains("other bytes");
    assertThat(fetched.isFinal()).isTrue();
    assertThat(temp.resolve("out/file")).hasContent("mine");
    assertNoAttemptIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "other"})
  void replacesTheFileOfAnEarlierExport(String scheme) throws Exception {
    Fetched before = fetch(scheme, "1", work(null));
    bytes[0]++;
    putChanged();

    Fetched after = fetch(scheme, "2", work(before.sha256()));

    assertThat(after.failure()).isNull();
    assertThat(temp.resolve("out/file")).hasBinaryContent(bytes);
  }

  @Test
  void resumesALocalFileWithAnotherUrl() throws Exception {
    Fault broken = Fault.resetAfter(BYTES / 2);
    sandbox.storeFaults().next(broken, Fault.empty(403), Fault.empty(403));
    Fetched first = fetch("file", "1", work(null));
    assertThat(first.failure()).isNotNull();
    sandbox.storeFaults().clear();

    Fetched second = fetch("file", "2", work(null));

    assertThat(second.failure()).isNull();
    assertThat(temp.resolve("out/file")).hasBinaryContent(bytes);
    assertThat(ranges().get(ranges().size() - 1)).doesNotStartWith("bytes=0-");
    assertNoAttemptIsLeft();
  }

  @Test
  void resumesAStreamWhereItsConnectionBreaks() throws Exception {
    sandbox.storeFaults().next(Fault.resetAfter(BYTES / 2));

    assertThat(fetch("other", "1", work(null)).failure()).isNull();

    assertThat(temp.resolve("out/file")).hasBinaryContent(bytes);
    assertThat(ranges().get(ranges().size() - 1)).doesNotStartWith("bytes=0-");
  }

  @Test
  void asksForAnotherUrlWhereTheStoreRefusesThisOne() throws Exception {
    Work work = work(null);
    sandbox.advanceClock(Duration.ofHours(1));

    Fetched refused = fetch("other", "1", work);

    assertThat(refused.failure()).contains("403").doesNotContain(work.url().url());
    assertThat(refused.isFinal()).isFalse();
    assertNoAttemptIsLeft();
  }

  @Test
  void doesNotSendAUrlThatHasExpired() throws Exception {
    PresignedUrl old = new PresignedUrl(work(null).url().url(), Instant.now());

    Fetched expired = fetch("file", "1", new Work("ds-1", "file", null, old, null));

    assertThat(expired.failure()).contains("expired");
    assertThat(ranges()).isEmpty();
  }

  @Test
  void showsNoUrl() {
    Work work = work(null);
    String query = work.url().url().substring(work.url().url().indexOf('?'));
    assertThat(work.toString()).doesNotContain(query);
  }

  private Work work(@Nullable String replaces) {
    PresignedUrl url = powerdrill.dataSources().presign("dset-1", "ds-1");
    return new Work("ds-1", "file", (long) BYTES, url, replaces);
  }

  private Fetched fetch(String scheme, String attempt, Work work) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.other.impl", OtherFileSystem.class, RawLocalFileSystem.class);
    String destination = scheme + "://" + temp.resolve("out");
    return new Fetcher(hadoop, destination, attempt).fetch(List.of(work).iterator()).get(0);
  }

  private void putChanged() throws IOException {
    Path changed = Files.write(temp.resolve("changed"), bytes);
    sandbox.put(SandboxDataSource.of("dset-1", "ds-1", changed));
  }

  private List<String> ranges() {
    return sandbox.requests().stream()
        .filter(request -> request.side() == Side.OBJECT_STORE)
        .map(ReceivedRequest::headers)
        .map(headers -> headers.getOrDefault("Range", List.of("none")).get(0))
        .toList();
  }

  private void assertNoAttemptIsLeft() {
    assertThat(temp.resolve("out").resolve(Fetcher.ATTEMPTS)).isEmptyDirectory();
  }
}
