package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A content to fetch.
 *
 * @param presigning gives another URL for it, null if there will be none
 */
public record Content(
    Origin origin,
    PresignedUrl url,
    @Nullable Supplier<CompletableFuture<PresignedUrl>> presigning) {

  /**
   * What a data source holds.
   *
   * @throws DownloadException if its URL cannot or must not be fetched
   */
  public static Content of(
      HttpUrl baseUrl,
      PresignRequest request,
      PowerdrillResponse<PresignedUrl> presigned,
      InsecureHttp insecureHttp,
      Supplier<CompletableFuture<PresignedUrl>> presigning) {
    Origin origin =
        Origin.of(baseUrl, request).calledBy(presigned.traceId(), presigned.externalTraceId());
    String objection = insecureHttp.objection(presigned.value().url());
    if (objection != null) {
      throw origin.failed("the URL that the service gave " + objection, 0, null);
    }
    return new Content(origin, presigned.value(), presigning);
  }

  /**
   * A content whose URL may still have to be asked for.
   *
   * @param presigning asks for it, on this thread or another
   */
  public record Pending(Origin origin, Supplier<CompletableFuture<Content>> presigning) {

    /** What a data source holds. */
    public static Pending of(
        HttpUrl baseUrl, PresignRequest request, Supplier<CompletableFuture<Content>> presigning) {
      return new Pending(Origin.of(baseUrl, request), presigning);
    }

    /** What someone else has presigned. */
    public static Pending of(PresignedUrl url) {
      Content content = new Content(Origin.of(url), url, null);
      return new Pending(content.origin(), () -> CompletableFuture.completedFuture(content));
    }

    /**
     * Waits for the URL.
     *
     * @throws CancelledException if the end comes before
     */
    Content await(Cancellation cancellation) throws IOException {
      cancellation.check();
      return cancellation.await(presigning.get());
    }
  }

  HttpUrl httpUrl() {
    return HttpUrl.get(url.url());
  }
}
