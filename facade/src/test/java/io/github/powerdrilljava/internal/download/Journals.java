package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.store.RemoteObject;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Journals as a download leaves them, or as someone else may write them. */
public final class Journals {

  public static final int PART_BYTES = 64 * 1024;

  private Journals() {}

  /** Of a download from this URL that knew no version. */
  public static void plain(Path journal, PresignedUrl url) {
    write(journal, Journal.Header.plain(RemoteObject.of(url).digest()), Map.of());
  }

  /**
   * Of a download from this URL, which has fetched the beginning of the first part.
   *
   * @param size the object's, as the store said
   * @param validator which version it is
   * @param begun what it has fetched
   * @param md5 of the whole, as the store said; null if it did not
   */
  public static void of(
      Path journal,
      PresignedUrl url,
      long size,
      String validator,
      byte[] begun,
      byte @Nullable [] md5) {
    CRC32C crc = new CRC32C();
    crc.update(begun);
    write(
        journal,
        new Journal.Header(
            RemoteObject.of(url).digest(),
            new Version(size, validator, "", ""),
            PART_BYTES,
            md5 == null ? Map.of() : Map.of("MD5", ByteString.of(md5))),
        Map.of(0, new Journal.Prefix(begun.length, (int) crc.getValue())));
  }

  /** Of a download that claims to have all of the second part, with the checksum of nothing. */
  public static void ofNothing(Path journal, PresignedUrl url, long size, String validator) {
    write(
        journal,
        new Journal.Header(
            RemoteObject.of(url).digest(),
            new Version(size, validator, "", ""),
            PART_BYTES,
            Map.of()),
        Map.of(1, new Journal.Prefix(PART_BYTES, 0)));
  }

  /** How large the parts are that it speaks of. */
  public static int partSizeOf(Path journal) throws IOException {
    try (FileChannel channel = FileChannel.open(journal)) {
      return Objects.requireNonNull(Journal.read(channel)).header().partSize();
    }
  }

  private static void write(
      Path journal, Journal.Header header, Map<Integer, Journal.Prefix> prefixes) {
    try (FileChannel channel =
        FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Path part = journal.resolveSibling(journal.getFileName().toString().replace(".journal", ""));
      FileFacts facts = FileFacts.of(part);
      Journal.begin(channel, header, facts == null ? "" : facts.keyText());
      for (Map.Entry<Integer, Journal.Prefix> prefix : prefixes.entrySet()) {
        Journal.add(channel, prefix.getKey(), prefix.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
