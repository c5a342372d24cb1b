package io.github.powerdrilljava.internal.api;

import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.ProgressListener;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The records of a list, each once, fetched page by page as they are asked for.
 *
 * <p>The service promises no order, and the list may change while it is walked: what is removed
 * moves the rest forward, so that a later page begins too late. So progress decides, not a count of
 * pages. A walk ends with a page that is empty, that brings nothing new, or that is not full once
 * as many were seen as the service counts. If the service counted more than were seen, or fewer
 * than a page earlier, another walk follows; the last one brings nothing new.
 */
public final class Listing<T> extends Spliterators.AbstractSpliterator<T> {

  /** So many bring nothing new while the list shrinks: then it never rests. */
  private static final int MAX_FRUITLESS_WALKS = 3;

  private final LongFunction<Page<T>> pages;
  private final Function<T, String> id;
  private final ProgressListener progress;
  private final Queue<T> fetched = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private Set<String> seenInWalk = seen; // of the first walk
  private long nextPage = 1;
  private long total;
  private boolean hasShrunk;
  private boolean hasProgressed;
  private int fruitlessWalks;
  private boolean isOver;

  /**
   * Fetches nothing yet.
   *
   * @param pages fetches a page by its number, 1 for the first
   */
  public Listing(LongFunction<Page<T>> pages, Function<T, String> id, ProgressListener progress) {
    super(Long.MAX_VALUE, Spliterator.DISTINCT | Spliterator.NONNULL);
    this.pages = pages;
    this.id = id;
    this.progress = progress;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    while (fetched.isEmpty() && !isOver) {
      fetch();
    }
    T next = fetched.poll();
    if (next == null) {
      return false;
    }
    action.accept(next);
    return true;
  }

  private void fetch() {
    Page<T> page = pages.apply(nextPage);
    boolean countsPageOnly = page.totalItems() == page.records().size();
    hasShrunk |= nextPage > 1 && page.totalItems() < total && !countsPageOnly;
    total = page.totalItems();
    boolean isNewInWalk = false;
    for (T each : page.records()) {
      boolean isNew = seen.add(id.apply(each));
      isNewInWalk |= seenInWalk == seen ? isNew : seenInWalk.add(id.apply(each));
      hasProgressed |= isNew;
      if (isNew) {
        fetched.add(each);
      }
    }
    progress.onProgress(seen.size(), Math.max(total, seen.size()));
    boolean isLast = page.records().size() < page.size() && seenInWalk.size() >= total;
    if (isNewInWalk && !isLast) {
      nextPage++;
    } else {
      endWalk();
    }
  }

  private void endWalk() {
    boolean isSettled = !hasShrunk && (seen.size() >= total || !hasProgressed);
    fruitlessWalks = hasProgressed ? 0 : fruitlessWalks + 1;
    isOver = isSettled || fruitlessWalks == MAX_FRUITLESS_WALKS;
    seenInWalk = new HashSet<>();
    hasProgressed = false;
    hasShrunk = false;
    nextPage = 1;
  }
}
