package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import okio.Buffer;
import okio.HashingSource;
import okio.Okio;

/** What is in files, read from the first byte to the last, or until the export is cancelled. */
final class FileContents {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final DownloadService downloads;
  private final Cancellation cancellation;

  FileContents(DownloadService downloads, Cancellation cancellation) {
    this.downloads = downloads;
    this.cancellation = cancellation;
  }

  String sha256(Path file) throws IOException {
    try (HashingSource source = HashingSource.sha256(Okio.source(file))) {
      Buffer read = new Buffer();
      while (source.read(read, BUFFER_BYTES) >= 0) {
        read.clear();
        cancellation.check();
      }
      return source.hash().hex();
    }
  }

  /** Whether a file holds what the object holds; the object is read, but kept nowhere. */
  boolean areThoseOf(RemoteObject object, Path file) throws IOException {
    try (InputStream stored =
            new BufferedInputStream(downloads.open(object, cancellation), BUFFER_BYTES);
        InputStream here = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      byte[] expected;
      do {
        expected = stored.readNBytes(BUFFER_BYTES);
        if (!Arrays.equals(expected, here.readNBytes(BUFFER_BYTES))) {
          return false;
        }
      } while (expected.length > 0);
      return true;
    }
  }
}
