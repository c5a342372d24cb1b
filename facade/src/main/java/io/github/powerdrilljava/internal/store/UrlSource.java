package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.TraceIds;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The URL that all connections of one download use, renewed for all of them at once: shortly before
 * it expires by the store's clock, or when the store refuses it.
 */
public final class UrlSource {

  /** A URL is no longer used so long before it expires: a request takes time to arrive. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** More refusals in a row are not a matter of the URL's age. */
  private static final int MAX_RENEWALS_WITHOUT_PROGRESS = 2;

  private final RemoteObject object;
  private final CleartextPolicy cleartext;
  private final Cancellation cancellation;
  private final Clock clock;

  /** Null until {@link #begin}. */
  private @Nullable PresignedUrl url;

  private TraceIds traceIds = TraceIds.NONE;

  /** The headers of the store's newest response; its time is read when it is needed. */
  private @Nullable Headers newest;

  private Instant newestArrived = Instant.EPOCH;

  /** Whether the expiry that the service states, and the time that the store states, fit. */
  private boolean isExpiryTrusted = true;

  private int renewalsWithoutProgress;
  private @Nullable CompletableFuture<@Nullable Void> renewing;

  /**
   * Asks for nothing yet.
   *
   * @param cleartext which of the service's URLs are used
   * @param cancellation ends what it waits for
   */
  public UrlSource(
      RemoteObject object, CleartextPolicy cleartext, Cancellation cancellation, Clock clock) {
    this.object = object;
    this.cleartext = cleartext;
    this.cancellation = cancellation;
    this.clock = clock;
  }

  public RemoteObject object() {
    return object;
  }

  /**
   * Makes sure that there is a URL. To be called before other threads use this object.
   *
   * @throws CancelledException if the cancellation comes first
   * @throws DownloadException if the URL that the service gives must not be used
   * @throws PowerdrillException if the service gives none
   */
  public HttpUrl begin() throws IOException {
    PresignedUrl known = known();
    if (known == null) {
      cancellation.check();
      known = object.given() == null ? ask() : object.given();
      set(known);
    }
    return HttpUrl.get(known.url());
  }

  /** Null if there is none yet. */
  public synchronized @Nullable PresignedUrl known() {
    return url;
  }

  private synchronized void set(PresignedUrl newUrl) {
    url = newUrl;
  }

  /** Of the call that gave the first URL. */
  public synchronized TraceIds traceIds() {
    return traceIds;
  }

  private PresignedUrl ask() throws IOException {
    PowerdrillResponse<PresignedUrl> response;
    try {
      response = Objects.requireNonNull(object.presigner()).presign(cancellation);
    } catch (PowerdrillException e) {
      cancellation.check(); // which is why it failed
      throw e;
    }
    TraceIds ids = new TraceIds(response.traceId(), response.externalTraceId());
    synchronized (this) {
      traceIds = url == null ? ids : traceIds;
    }
    String objection = cleartext.objection(response.value().url());
    if (objection != null) {
      throw object.failure("the URL that the service gave " + objection, ids, 0, null);
    }
    return response.value();
  }

  /**
   * The URL to use for a request that is made now. One that is about to expire is renewed before;
   * where that fails, the store may still take the old one.
   */
  PresignedUrl current() throws IOException {
    PresignedUrl used = used();
    if (!isExpiring(used)) {
      return used;
    }
    try {
      boolean renewed = renew(used);
      if (!renewed || isExpiring(used())) {
        distrustExpiry(); // or each request would ask for another one
      }
    } catch (PowerdrillException e) {
      distrustExpiry();
    }
    return used();
  }

  private PresignedUrl used() {
    return Objects.requireNonNull(known(), "begin first");
  }

  private synchronized void distrustExpiry() {
    isExpiryTrusted = false;
  }

  /** Only by the store's clock: this machine's may be wrong, and the URL was given just now. */
  private synchronized boolean isExpiring(PresignedUrl used) {
    Duration ahead = isExpiryTrusted ? storeIsAheadBy() : null;
    return ahead != null && !clock.instant().plus(ahead).isBefore(used.expiresAt().minus(MARGIN));
  }

  /** Learns from a response how the store's clock differs from this machine's. */
  synchronized void learnTime(Response response) {
    if (response.header("Date") != null) {
      newest = response.headers();
      newestArrived = clock.instant();
    }
  }

  /** Null as long as nothing is known of the store's clock. */
  private @Nullable Duration storeIsAheadBy() {
    Instant date = newest == null ? null : newest.getInstant("Date");
    if (date == null) {
      return null;
    }
    Duration ahead = Duration.between(newestArrived, date);
    return ahead.abs().toSeconds() > 1 ? ahead : Duration.ZERO; // dates have whole seconds
  }

  /**
   * Makes sure that another URL than this one is used from now on. The first thread that finds it
   * expired asks for a new one, and the others wait for that.
   *
   * @return false if there is no other
   */
  boolean renew(PresignedUrl used) throws IOException {
    CompletableFuture<@Nullable Void> renewal;
    boolean isMine = false;
    synchronized (this) {
      if (!used.equals(url)) {
        return true; // another thread was faster
      }
      if (renewing == null) {
        if (object.presigner() == null
            || renewalsWithoutProgress == MAX_RENEWALS_WITHOUT_PROGRESS) {
          return false;
        }
        renewalsWithoutProgress++;
        renewing = new CompletableFuture<>();
        isMine = true;
      }
      renewal = renewing;
    }
    if (isMine) {
      renew(renewal);
    } else {
      cancellation.await(renewal);
    }
    return true;
  }

  private void renew(CompletableFuture<@Nullable Void> renewal) throws IOException {
    try {
      PresignedUrl renewed = ask();
      end(renewed);
      renewal.complete(null); // before anyone hears of it, who may be slow
      cancellation.observation().urlRenewed(renewed.expiresAt());
    } catch (IOException | RuntimeException | Error e) {
      end(null);
      renewal.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized void end(@Nullable PresignedUrl renewed) {
    renewing = null;
    url = renewed == null ? url : renewed;
  }

  /** Records that a part has arrived, so that the URL is good. */
  synchronized void progressed() {
    renewalsWithoutProgress = 0;
  }
}
