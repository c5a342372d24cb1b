package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What many connections, ended at any moment, can leave of a download. */
public final class Leftovers {

  private Leftovers() {}

  /**
   * Writes a part file and its journal anew, for the version that the journal names: of each part
   * nothing, all, or any number of its first bytes.
   *
   * @param contents by entity tag; null for one that is unknown
   * @return whether that could be done
   */
  public static boolean scatter(
      Path part,
      Path journal,
      Function<String, byte @Nullable []> contents,
      SplittableRandom random)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(journal, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Journal.Content known = Journal.read(channel);
      Version version = known == null ? null : known.header().version();
      byte[] content = version == null ? null : contents.apply(version.validator());
      if (known == null || content == null) {
        return false;
      }
      int partSize = known.header().partSize();
      byte[] bytes = new byte[content.length];
      random.nextBytes(bytes);
      Journal.begin(channel, known.header(), known.fileKey());
      for (int i = 0; (long) i * partSize < content.length; i++) {
        int whole = (int) known.header().length(i);
        int length = random.nextInt(3) == 0 ? whole : random.nextInt(whole);
        System.arraycopy(content, i * partSize, bytes, i * partSize, length);
        if (length > 0) {
          byte[] prefix = Arrays.copyOfRange(content, i * partSize, i * partSize + length);
          Journal.add(channel, i, new Journal.Prefix(length, crc(prefix)));
        }
      }
      Files.write(part, bytes);
      return true;
    }
  }

  /** Has a journal speak of this file, of whose original it spoke. */
  public static void adopt(Path part, Path journal) throws IOException {
    try (FileChannel channel =
        FileChannel.open(journal, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Journal.Content known = Journal.read(channel);
      FileFacts facts = FileFacts.of(part);
      if (known != null && facts != null) {
        Journal.begin(channel, known.header(), facts.keyText());
        for (Map.Entry<Integer, Journal.Prefix> prefix : known.prefixes().entrySet()) {
          Journal.add(channel, prefix.getKey(), prefix.getValue());
        }
      }
    }
  }

  /** Whether a journal or a mark, if that is one, speaks of this file by its key. */
  public static boolean isOf(Path journal, Path file) throws IOException {
    if (Files.isSymbolicLink(journal)) {
      FileFacts link = Objects.requireNonNull(FileFacts.of(journal));
      return PartialFileMark.isOf(journal, link, Objects.requireNonNull(FileFacts.of(file)));
    }
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
      Journal.Content known = Journal.read(channel);
      FileFacts facts = Objects.requireNonNull(FileFacts.of(file));
      return known != null && known.fileKey().equals(facts.keyText());
    }
  }

  /** Has a mark speak of this file. */
  public static void mark(Path part, Path mark) throws IOException {
    boolean unused = PartialFileMark.make(mark, Objects.requireNonNull(FileFacts.of(part)));
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
