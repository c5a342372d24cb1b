package io.github.powerdrilljava.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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

  /** What may be gone once the power is back; all else was stored by then. */
  public enum Loss {
    NOTHING,
    /** What was written, but not forced. */
    BYTES,
    /** What was named, renamed or removed since the directory was forced. */
    NAMES,
    BYTES_AND_NAMES
  }

  private volatile Set<Habit> habits = Set.of();
  private volatile @Nullable PowerCuts power;
  private int changesLeft;
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

  /**
   * The power fails after so many changes to a directory: nothing is changed from then on.
   *
   * @param directory as it really is; stored as it is now
   */
  public void failAfter(int changes, Path directory) throws IOException {
    changesLeft = changes;
    power = new PowerCuts(directory);
  }

  /**
   * The power is back.
   *
   * @return whether it had failed at all
   */
  public boolean comeBack(Loss loss) throws IOException {
    PowerCuts cuts = Objects.requireNonNull(power, "it did not fail");
    boolean failed = changesLeft < 0;
    power = null;
    if (loss == Loss.NAMES || loss == Loss.BYTES_AND_NAMES) {
      cuts.loseNames();
    }
    if (loss == Loss.BYTES || loss == Loss.BYTES_AND_NAMES) {
      cuts.loseBytes();
    }
    cuts.close();
    return failed;
  }

  /**
   * Something is about to be changed.
   *
   * @return what has to know of it, null if the power does not fail
   */
  @Nullable PowerCuts change() throws IOException {
    PowerCuts cuts = power;
    if (cuts == null) {
      return null;
    }
    synchronized (this) {
      changesLeft = Math.max(-1, changesLeft - 1);
      if (changesLeft < 0) {
        throw new IOException("Input/output error");
      }
    }
    return cuts;
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }

  void write() throws IOException {
    change();
    if (has(Habit.FILLS_UP) && writesLeft.decrementAndGet() < 0) {
      throw new IOException("No space left on device");
    }
  }

  void force(Path real) throws IOException {
    PowerCuts cuts = change();
    if (cuts != null && Files.isDirectory(real)) {
      cuts.storeNames();
    } else if (cuts != null) {
      cuts.storeBytes(real);
    }
    if (has(Habit.NO_FSYNC)) {
      throw new IOException("Invalid argument");
    }
    if (has(Habit.FAILING_FSYNC)) {
      throw new IOException("Input/output error");
    }
  }
}
