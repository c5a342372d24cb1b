package io.github.powerdrilljava;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What happens to a download, as a seed has it, once so many bytes have arrived. */
final class ScheduledTroubles implements ProgressListener {

  enum Kind {
    CHANGE,
    OTHER_WRITER,
    SNAPSHOT,
    EXPIRY,
    CANCELLATION,
    KILL
  }

  private record Trouble(long bytes, Kind kind) {}

  private final SplittableRandom random;
  private final int size;
  private final Consumer<Kind> others;
  private final List<Trouble> due;
  private final Thread caller = Thread.currentThread();
  private final CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
  private boolean killed;

  /**
   * Those of the next download of this thread.
   *
   * @param size how long the content is
   * @param others what to do for any but a cancellation, and before a kill interrupts the caller
   */
  ScheduledTroubles(SplittableRandom random, int size, Consumer<Kind> others) {
    this.random = random;
    this.size = size;
    this.others = others;
    this.due =
        new ArrayList<>(
            Stream.generate(this::trouble).limit(random.nextInt(3)).distinct().toList());
    if (cancels()) {
      due.removeIf(trouble -> trouble.kind() == Kind.KILL); // one of them is enough
    }
  }

  private Trouble trouble() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    return new Trouble(random.nextInt(5) == 0 ? size : random.nextInt(size + 1), kind);
  }

  boolean cancels() {
    return due.stream().anyMatch(trouble -> trouble.kind() == Kind.CANCELLATION);
  }

  /** This is the download that they cancel. */
  void areOf(CompletableFuture<Path> begun) {
    download.complete(begun);
  }

  boolean haveKilled() {
    return killed;
  }

  @Override
  public void onProgress(long received, long total) {
    List<Trouble> now = due.stream().filter(trouble -> trouble.bytes() <= received).toList();
    due.removeAll(now);
    now.stream().map(Trouble::kind).sorted().forEach(this::happen);
  }

  private void happen(Kind kind) {
    switch (kind) {
      case CANCELLATION -> {
        due.clear(); // as others go on meanwhile
        download.join().cancel(true);
      }
      case KILL -> {
        killed = true;
        due.clear();
        others.accept(kind);
        caller.interrupt();
      }
      default -> others.accept(kind);
    }
  }
}
