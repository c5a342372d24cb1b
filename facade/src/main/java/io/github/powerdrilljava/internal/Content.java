package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
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
      PresignRequest request,
      PowerdrillResponse<PresignedUrl> presigned,
      InsecureHttp insecureHttp,
      Supplier<CompletableFuture<PresignedUrl>> presigning) {
    Origin origin = Origin.of(request, presigned.traceId(), presigned.externalTraceId());
    String objection = insecureHttp.objection(presigned.value().url());
    if (objection != null) {
      throw origin.failed("the URL that the service gave " + objection, 0, null);
    }
    return new Content(origin, presigned.value(), presigning);
  }

  /** What someone else has presigned. */
  public static Content of(PresignedUrl url) {
    return new Content(Origin.of(url), url, null);
  }

  HttpUrl httpUrl() {
    return HttpUrl.get(url.url());
  }
}
