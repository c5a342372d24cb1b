package io.github.powerdrilljava;

import static io.github.powerdrilljava.FileContent.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.StoreLies.End;
import io.github.powerdrilljava.StoreLies.Lie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a store responds with, what arrives is the object, or it is a failure. */
@Timeout(60)
class LyingStoreTest {

  private static final String LIES = "io.github.powerdrilljava.StoreLies#";
  private static final String REFUSALS = "io.github.powerdrilljava.StoreRefusals#";

  private static OddStore store;
  private static Downloader downloader;

  @TempDir static Path dir;

  @BeforeAll
  static void open() {
    store = new OddStore(StoreLies.RANDOM);
    downloader = store.downloader();
  }

  @AfterAll
  static void close() {
    downloader.close();
    store.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource(LIES + "compression")
  void anObjectThatCompressesWellIsNoExcuse(Lie lie) {
    store.behaves(lie.behaviour()).holds(StoreLies.TEXT);
    assertThatTheFileEnds(lie);
    store.holds(StoreLies.TEXT);
    assertThatTheStreamEnds(lie);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    LIES + "compression",
    LIES + "bodies",
    LIES + "versions",
    LIES + "ranges",
    REFUSALS + "refusedRanges",
    REFUSALS + "transientRefusals",
    REFUSALS + "refusalsOfProxies"
  })
  void theFileIsTheObjectOrThereIsNone(Lie lie) {
    store.behaves(lie.behaviour()).holds(StoreLies.RANDOM);
    assertThatTheFileEnds(lie);
  }

  private static void assertThatTheFileEnds(Lie lie) {
    Path target = dir.resolve("object " + System.nanoTime());
    DownloadException failure = downloadTo(target);
    if (failure == null) {
      assertHolds(target, store.object());
      assertThat(lie.end()).isNotEqualTo(End.FAILURE);
    } else {
      assertThat(target).doesNotExist();
      assertThat(lie.end()).as("%s", failure).isEqualTo(End.FAILURE);
      assertThat(failure.bytesKept()).isZero();
    }
  }

  private static @Nullable DownloadException downloadTo(Path target) {
    try {
      downloader.download(
          DownloadRequest.of(store.url(), target).withConnections(2).withPartSize(64 * 1024));
      return null;
    } catch (DownloadException e) {
      return e;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    LIES + "compression",
    LIES + "bodies",
    LIES + "versions",
    LIES + "ranges",
    REFUSALS + "refusedRanges",
    REFUSALS + "transientRefusals",
    REFUSALS + "refusalsOfProxies"
  })
  void theStreamIsTheObjectOrItFails(Lie lie) {
    store.behaves(lie.behaviour()).holds(StoreLies.RANDOM);
    assertThatTheStreamEnds(lie);
  }

  private static void assertThatTheStreamEnds(Lie lie) {
    try (InputStream in = downloader.open(store.url())) {
      assertThat(in.readAllBytes()).isEqualTo(store.object());
      assertThat(lie.end()).isEqualTo(End.OBJECT);
    } catch (DownloadException | IOException e) {
      assertThat(lie.end()).as("%s", e).isNotEqualTo(End.OBJECT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024 * 1024 + 1, 3 * 1024 * 1024 + 5, 8 * 1024 * 1024})
  void oneRequestIsEnoughForAnObjectThatTheFirstResponseBrings(int size) {
    store.behaves(OddStore.Get::asAsked).holds(OddStore.random(size));
    Path target = dir.resolve("object " + size);
    downloader.download(store.url(), target);
    assertHolds(target, store.object());
    assertThat(store.gets()).hasSize(1);
  }
}
