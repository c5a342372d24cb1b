package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.internal.download.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What others have put where a download would put its own files; none of it may ever change. */
final class Planted {

  private static final String THEIRS = "theirs";

  private final Path dir;
  private final Path outside;
  private final SplittableRandom random;

  /** What it says, null for a directory. */
  private final Map<Path, @Nullable String> files = new LinkedHashMap<>();

  private final Set<Path> mayGo = new HashSet<>();

  Planted(Path dir, SplittableRandom random) {
    this.dir = dir;
    this.outside = dir.resolveSibling(dir.getFileName() + ".outside");
    this.random = random;
  }

  /** Puts something there, if nothing is. */
  void plant(Path target) throws IOException {
    String ending = random.nextBoolean() ? ".part" : ".part.journal";
    Path place = dir.resolve(target.getFileName() + ending);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(outside);
    Path victim = Files.writeString(outside.resolve("victim" + files.size()), THEIRS);
    files.put(victim, THEIRS);
    switch (random.nextInt(4)) {
      case 0 -> Files.createSymbolicLink(place, victim);
      case 1 -> {
        Files.createLink(place, victim);
        mayGo.add(place);
        return; // this name may go, where a journal of ours says so; what it is a name of, not
      }
      case 2 -> Files.move(otherThanOurs(target), place);
      default -> Files.createDirectory(place);
    }
    files.put(place, Files.isDirectory(place) ? null : THEIRS);
  }

  /** A file that has not got the key of one of ours that is gone, which nothing could tell. */
  private Path otherThanOurs(Path target) throws IOException {
    Path journal = dir.resolve(target.getFileName() + ".part.journal");
    for (int i = 0; ; i++) {
      Path file = Files.writeString(outside.resolve("file" + files.size() + "-" + i), THEIRS);
      if (!Files.exists(journal, LinkOption.NOFOLLOW_LINKS)
          || Files.isDirectory(journal)
          || !Leftovers.isOf(journal, file)) {
        return file;
      }
    }
  }

  /** The user moves the finished file away and edits it, while it still has its name as a part. */
  void moveAndEdit(Path target) throws IOException {
    Files.createDirectories(outside);
    Path moved = outside.resolve("moved" + files.size());
    Files.move(target, moved);
    Files.writeString(moved, "edited");
    files.put(moved, "edited");
  }

  boolean contains(Path file) {
    return files.containsKey(file) || mayGo.contains(file);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  void assertUnchanged() throws IOException {
    for (Map.Entry<Path, @Nullable String> file : files.entrySet()) {
      if (file.getValue() == null) {
        assertThat(file.getKey()).isEmptyDirectory();
      } else {
        assertThat(file.getKey()).hasContent(file.getValue());
      }
    }
  }
}
