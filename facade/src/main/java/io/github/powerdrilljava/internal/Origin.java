package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which content is fetched, how messages name it, and which call gave its URL.
 *
 * @param name for messages
 * @param id the same for every URL of the content, and no secret
 * @param fileName for a content whose URL does not tell one
 */
record Origin(
    String name,
    String id,
    String fileName,
    @Nullable String traceId,
    @Nullable String externalTraceId) {

  /** A data source, whose URL this call gave. */
  static Origin of(PresignRequest request, @Nullable String traceId, String externalTraceId) {
    return new Origin(
        Exchange.name(request),
        request.datasetId() + "\n" + request.dataSourceId(),
        request.dataSourceId(),
        traceId,
        externalTraceId);
  }

  /** What someone else has presigned. */
  static Origin of(PresignedUrl url) {
    HttpUrl full = HttpUrl.get(url.url());
    HttpUrl bare = full.newBuilder().username("").password("").query(null).fragment(null).build();
    return new Origin("\"" + ShownUrl.of(full) + "\"", bare.toString(), "download", null, null);
  }

  DownloadException failed(String reason, long bytesKept, @Nullable Throwable cause) {
    String ids = externalTraceId == null ? "" : Answer.traceIds(traceId, externalTraceId);
    String kept =
        bytesKept == 0
            ? ""
            : " "
                + bytesKept
                + " bytes are kept: the same download, made again, goes on from there.";
    return new DownloadException(
        "Could not download "
            + name
            + ": "
            + Redactor.oneLine(reason) // it may quote names of files
            + (reason.endsWith(".") ? "" : ".")
            + kept
            + ids,
        traceId,
        externalTraceId,
        bytesKept,
        cause);
  }
}
