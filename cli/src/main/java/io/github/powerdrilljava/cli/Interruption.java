package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends work in order on Ctrl-C, SIGTERM and SIGHUP: stops the work, waits until it has cleaned up,
 * and reports in one line how it ended.
 */
final class Interruption {

  /** What the facade adds to a target's name while the file is not whole. */
  private static final String PART = ".part";

  private static final int SECONDS_TO_CLEAN_UP = 10;

  private final Runnable stop;
  private final Consumer<String> report;
  private final Kept kept;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean received;
  private volatile boolean completed;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param stop makes the work fail soon; called on another thread
   * @param report where the line goes
   * @param kept describes what there is after the end
   */
  Interruption(Runnable stop, Consumer<String> report, Kept kept) {
    this.stop = stop;
    this.report = report;
    this.kept = kept;
  }

  /**
   * Of a download.
   *
   * @param target of the download; empty where it goes to standard output
   */
  static Interruption ofDownload(Runnable stop, Consumer<String> report, Optional<Path> target) {
    return new Interruption(
        stop, report, (isComplete, failure) -> ofDownload(target, isComplete, failure));
  }

  /** What there is after the end. */
  interface Kept {

    /**
     * In words that follow "interrupted".
     *
     * @param isComplete whether the work had been done
     * @param failure how it failed, if it did
     */
    String described(boolean isComplete, @Nullable RuntimeException failure);
  }

  /** The work failed because the process is ending, which has been reported. */
  static final class Received extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Received(RuntimeException cause) {
      super(cause);
    }
  }

  /**
   * Does the work, once.
   *
   * @throws Received if it failed because the process is ending
   */
  <T> T guard(Supplier<T> work) {
    ShutdownHook hook = ShutdownHook.add(this::onSignal);
    try (hook) {
      T result = work.get();
      completed = true;
      return result;
    } catch (RuntimeException e) {
      failure = e;
      throw received ? new Received(e) : e;
    } finally {
      ended.countDown();
    }
  }

  /** What the shutdown hook does. */
  void onSignal() {
    received = true;
    stop.run();
    report.accept("interrupted" + outcome());
  }

  private String outcome() {
    try {
      if (!ended.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS)) {
        return "; a partial file (.part) may have been left behind.";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return kept.described(completed, failure);
  }

  private static String ofDownload(
      Optional<Path> target, boolean isComplete, @Nullable RuntimeException failure) {
    if (isComplete) {
      return " when the download was already complete.";
    }
    if (target.isEmpty()) {
      return "; standard output holds a part of the file at most.";
    }
    if (failure instanceof DownloadException download && download.canResume()) {
      return "; "
          + download.bytesKept()
          + " bytes are kept beside the target, and the same command resumes from there.";
    }
    return earlierPartIsThere(target.get())
        ? "; what an earlier download left beside the target is kept."
        : "; no part of the download was left behind.";
  }

  private static boolean earlierPartIsThere(Path target) {
    Path name = target.getFileName();
    return name != null && Files.exists(target.resolveSibling(name + PART));
  }
}
