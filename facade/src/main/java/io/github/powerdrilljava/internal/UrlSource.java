package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignedUrl;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The URL that all connections of one download use, renewed for all of them at once: shortly before
 * it expires by the store's clock, or when the store refuses it.
 */
final class UrlSource {

  /** How long before its end a URL is no longer used: a request takes time to arrive. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** More refusals in a row are not a matter of the URL's age. */
  private static final int MAX_RENEWALS_WITHOUT_PROGRESS = 2;

  private final @Nullable Supplier<CompletableFuture<PresignedUrl>> presigning;
  private final Clock clock;
  private PresignedUrl url;

  /** What the store's newest answer said, its time too, which is read when it is needed. */
  private @Nullable Headers newest;

  private Instant newestArrived = Instant.EPOCH;

  /** Whether what the service says of the expiry, and the store of the time, can be trusted. */
  private boolean isExpiryTrusted = true;

  private int renewalsWithoutProgress;
  private @Nullable CompletableFuture<PresignedUrl> renewing;

  /**
   * Begins with a URL that is there already.
   *
   * @param presigning gives another one, null if there will be none
   */
  UrlSource(
      PresignedUrl url,
      @Nullable Supplier<CompletableFuture<PresignedUrl>> presigning,
      Clock clock) {
    this.url = url;
    this.presigning = presigning;
    this.clock = clock;
  }

  /**
   * The URL to use for a request that is made now. One that is about to expire is renewed before;
   * where that fails, the store may still take the old one.
   *
   * @throws CancellationException if {@link #cancel} ended the renewal
   */
  PresignedUrl current() throws InterruptedIOException {
    PresignedUrl known = known();
    if (!isEnding(known)) {
      return known;
    }
    try {
      boolean renewed = renew(known);
      if (!renewed || isEnding(known())) {
        distrustExpiry(); // or each request would ask for another one
      }
    } catch (PowerdrillException e) {
      distrustExpiry();
    }
    return known();
  }

  private synchronized void distrustExpiry() {
    isExpiryTrusted = false;
  }

  private synchronized PresignedUrl known() {
    return url;
  }

  /**
   * This machine's clock alone may be wrong: it does not make a URL that was given just now old.
   */
  private synchronized boolean isEnding(PresignedUrl known) {
    Duration ahead = isExpiryTrusted ? storeIsAheadBy() : null;
    return ahead != null && !clock.instant().plus(ahead).isBefore(known.expiresAt().minus(MARGIN));
  }

  /** Learns from an answer how the store's clock differs from this machine's. */
  synchronized void learnTime(Response response) {
    if (response.header("Date") != null) {
      newest = response.headers();
      newestArrived = clock.instant();
    }
  }

  /** How far its clock is ahead of this machine's; null as long as nothing is known of it. */
  private @Nullable Duration storeIsAheadBy() {
    Instant date = newest == null ? null : newest.getInstant("Date");
    if (date == null) {
      return null;
    }
    Duration ahead = Duration.between(newestArrived, date);
    return ahead.abs().toSeconds() > 1 ? ahead : Duration.ZERO; // dates have whole seconds
  }

  /**
   * Sees to it that another URL than this one is used from now on.
   *
   * @return false if there is no other
   */
  boolean renew(PresignedUrl used) throws InterruptedIOException {
    CompletableFuture<PresignedUrl> future;
    synchronized (this) {
      if (!url.equals(used)) {
        return true; // another connection was faster
      }
      if (presigning == null) {
        return false;
      }
      if (renewing == null) {
        if (renewalsWithoutProgress == MAX_RENEWALS_WITHOUT_PROGRESS) {
          return false;
        }
        renewalsWithoutProgress++;
        renewing = presigning.get();
      }
      future = renewing;
    }
    try {
      PresignedUrl renewed = future.get();
      end(future, renewed);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      end(future, null);
      throw e.getCause() instanceof PowerdrillException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** Only the first of those that waited for a renewal ends it: the next one may be under way. */
  private synchronized void end(
      CompletableFuture<PresignedUrl> renewal, @Nullable PresignedUrl renewed) {
    if (renewing == renewal) {
      renewing = null;
      url = renewed == null ? url : renewed;
    }
  }

  /** Says that a part has arrived, so that the URL is good. */
  synchronized void progressed() {
    renewalsWithoutProgress = 0;
  }

  /** Ends a renewal that is under way. */
  synchronized void cancel() {
    if (renewing != null) {
      renewing.cancel(true);
    }
  }
}
