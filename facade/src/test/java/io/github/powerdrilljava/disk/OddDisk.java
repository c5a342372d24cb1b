package io.github.powerdrilljava.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory on a disk with habits: its paths lead to the same files as the real ones, but what is
 * asked of it may fail. Changed at any time.
 */
public final class OddDisk {

  /** What a disk may be like. */
  public enum Habit {
    /** No file can be locked. */
    NO_LOCKS,
    /** It says that 0 of 0 bytes are free. */
    NO_SPACE_FIGURES,
    /** No file can have two names. */
    NO_LINKS,
    /** There is no fsync. */
    NO_FSYNC,
    /** An fsync fails, and so nothing is known of what was written. */
    FAILING_FSYNC,
    /** The disk fills up after some writes. */
    FILLS_UP
  }

  private volatile Set<Habit> habits = Set.of();
  private final AtomicInteger writesLeft = new AtomicInteger();
  private final OddFileSystem fileSystem = new OddFileSystem(this);

  /** The same directory, on this disk. */
  public Path of(Path directory) {
    return fileSystem.wrap(directory);
  }

  /** It behaves so from now on. */
  public void set(Set<Habit> habits, int writesUntilFull) {
    writesLeft.set(writesUntilFull);
    this.habits = habits;
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }

  void write() throws IOException {
    if (has(Habit.FILLS_UP) && writesLeft.decrementAndGet() < 0) {
      throw new IOException("No space left on device");
    }
  }

  void force() throws IOException {
    if (has(Habit.NO_FSYNC)) {
      throw new IOException("Invalid argument");
    }
    if (has(Habit.FAILING_FSYNC)) {
      throw new IOException("Input/output error");
    }
  }
}
