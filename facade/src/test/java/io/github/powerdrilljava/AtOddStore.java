package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.powerdrilljava.internal.download.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An {@link OddStore} with an object of a few parts, which is downloaded to a directory. */
abstract class AtOddStore {

  static final byte[] OBJECT = OddStore.random(300_001);

  @TempDir Path root;
  Path dir;
  Path target;
  OddStore store;
  Downloader downloader;

  @BeforeEach
  void open() throws IOException {
    dir = Files.createDirectory(root.resolve("data"));
    target = dir.resolve("sales.csv");
    store = new OddStore(OBJECT);
    downloader = store.downloader();
  }

  @AfterEach
  void close() {
    downloader.close();
    store.close();
  }

  DownloadRequest<PresignedUrl> request(Path to) {
    return DownloadRequest.of(store.url(), to).withPartSize(Journals.PART_BYTES);
  }

  static DownloadException failureOf(Downloader downloader, DownloadRequest<PresignedUrl> request) {
    return catchThrowableOfType(DownloadException.class, () -> downloader.download(request));
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList();
    }
  }
}
