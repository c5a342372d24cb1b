package io.github.powerdrilljava;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state of a data source, in a file that is never changed. */
final class ServedContent {

  final Path file;
  final byte[] bytes;
  final String sha256;
  private final String tag;

  /** With its SHA-256 and its entity tag. */
  ServedContent(Path file, byte[] bytes, String sha256, String tag) {
    this.file = file;
    this.bytes = bytes.clone();
    this.sha256 = sha256;
    this.tag = tag;
  }

  int length() {
    return bytes.length;
  }

  /** The bytes of the one that has this tag; null where none has. */
  static byte @Nullable [] tagged(List<ServedContent> contents, String tag) {
    return contents.stream()
        .filter(content -> content.tag.equals(tag))
        .map(content -> content.bytes)
        .findFirst()
        .orElse(null);
  }
}
