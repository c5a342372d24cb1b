package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.download.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files beside a target, as a process that is killed leaves them, or a disk that fails. */
final class PartFiles {

  private final Path dir;
  private final Path target;
  private final Path part;
  private final Path journal;
  private final Set<Path> copies = new LinkedHashSet<>();
  private final SplittableRandom random;
  private final Planted planted;
  private final Function<String, byte @Nullable []> contents;
  private boolean damaged;
  private boolean isMarked;
  private byte @Nullable [] journalCopy;

  /**
   * Beside this target.
   *
   * @param contents what the store has had, by entity tag
   */
  PartFiles(
      Path dir,
      Path target,
      SplittableRandom random,
      Planted planted,
      Function<String, byte @Nullable []> contents) {
    this.contents = contents;
    this.planted = planted;
    this.dir = dir;
    this.target = target;
    this.random = random;
    part = dir.resolve(target.getFileName() + ".part");
    journal = dir.resolve(target.getFileName() + ".part.journal");
  }

  /** Whether there are any, also beside damaged ones. */
  boolean exist() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(Path::toString)
          .anyMatch(
              file ->
                  file.endsWith(".journal")
                      && Files.exists(Path.of(file.replaceAll("\\.journal$", ""))));
    }
  }

  /** Remembers them as they are at this moment, while they are being written. */
  void copy() {
    isMarked = Files.isSymbolicLink(journal) && !planted.contains(journal);
    // After a kill, the journal is the older one; after a power cut, either may be.
    List<Path> order = random.nextInt(3) > 0 ? List.of(journal, part) : List.of(part, journal);
    for (Path file : order) {
      if (planted.contains(file)) {
        continue;
      }
      try {
        Files.copy(file, copyOf(file), StandardCopyOption.REPLACE_EXISTING);
        copies.add(file);
      } catch (NoSuchFileException e) {
        // Content of one piece has none.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  String directoryName() {
    return String.valueOf(dir.getFileName());
  }

  /** Remembers the journal, which a process that is killed at its end leaves. */
  void copyJournal() {
    try {
      boolean isOurs = !planted.contains(journal) && !Files.isSymbolicLink(journal);
      journalCopy = isOurs ? Files.readAllBytes(journal) : null;
    } catch (NoSuchFileException e) {
      journalCopy = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean canBeNamedAlready() {
    return journalCopy != null
        && !Files.exists(part, LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(journal, LinkOption.NOFOLLOW_LINKS);
  }

  /** As if it had been killed when the file had got its name, and before the other one was gone. */
  void restoreAsNamedAlready() throws IOException {
    Files.createLink(part, target);
    Files.write(journal, Objects.requireNonNull(journalCopy));
    Leftovers.adopt(part, journal);
    journalCopy = null;
  }

  private Path copyOf(Path file) {
    return dir.resolveSibling(file.getFileName() + ".copy");
  }

  /** Puts them back as they were, or damaged. */
  void restore() throws IOException {
    if (!planted.isEmpty()) {
      copies.clear(); // what was planted stays, and the download had other names
      return;
    }
    Files.deleteIfExists(part);
    Files.deleteIfExists(journal);
    for (Path file : copies) {
      Files.move(copyOf(file), file);
    }
    copies.clear();
    if (isMarked && Files.exists(part)) {
      Leftovers.mark(part, journal);
    }
    if (!Files.exists(journal)) {
      return;
    }
    Leftovers.adopt(part, journal);
    if (random.nextBoolean()) {
      damage(random.nextInt(3) > 0 ? journal : part);
    } else if (random.nextBoolean()) {
      boolean unused = Leftovers.scatter(part, journal, contents, random);
    }
  }

  private void damage(Path file) throws IOException {
    damaged = true;
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> Files.write(file, Arrays.copyOf(bytes, at));
      case 1 -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(30)));
      case 2 -> Files.delete(file);
      default -> {
        if (bytes.length > 0) {
          bytes[at] ^= (byte) (1 + random.nextInt(255));
          Files.write(file, bytes);
        }
      }
    }
  }

  /** Only what belongs to a damaged or missing journal may be left: nobody knows whose it is. */
  void assertNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.filter(file -> !file.equals(target) && !planted.contains(file)))
          .as("files beside the target")
          .allMatch(file -> damaged && file.toString().matches(".*\\.part(\\.\\d+)?(\\.journal)?"));
    }
  }
}
