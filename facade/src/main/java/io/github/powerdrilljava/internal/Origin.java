package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import java.nio.file.FileSystemException;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Which content is fetched, how messages name it, and which call gave its URL.
 *
 * @param naming how messages name it; asked only when there is one
 * @param id the same for every URL of the content, and no secret
 * @param fileName for a content whose URL does not tell one
 */
public record Origin(
    Supplier<String> naming,
    String id,
    String fileName,
    @Nullable String traceId,
    @Nullable String externalTraceId) {

  /** A data source of this service. */
  static Origin of(HttpUrl baseUrl, PresignRequest request) {
    return new Origin(
        () -> Exchange.name(request),
        baseUrl + "\n" + request.datasetId() + "\n" + request.dataSourceId(),
        request.dataSourceId(),
        null,
        null);
  }

  /** The same, whose URL this call gave. */
  Origin calledBy(@Nullable String callTraceId, String ownTraceId) {
    return new Origin(naming, id, fileName, callTraceId, ownTraceId);
  }

  /** What stays the same for every URL of it, in a form that tells nothing. */
  ByteString digest() {
    return ByteString.encodeUtf8(id).sha256();
  }

  /** What someone else has presigned. */
  static Origin of(PresignedUrl url) {
    HttpUrl full = HttpUrl.get(url.url());
    HttpUrl bare = full.newBuilder().username("").password("").query(null).fragment(null).build();
    return new Origin(
        () -> "\"" + ShownUrl.of(full) + "\"", bare.toString(), "download", null, null);
  }

  String name() {
    return naming.get();
  }

  DownloadException failed(String reason, long bytesKept, @Nullable Throwable cause) {
    String ids = externalTraceId == null ? "" : Answer.traceIds(traceId, externalTraceId);
    boolean mustMend = cause instanceof FileSystemException;
    String kept =
        bytesKept == 0
            ? ""
            : " "
                + bytesKept
                + (mustMend
                    ? " bytes are kept: once that is mended, the same download resumes from there."
                    : " bytes are kept: the same download resumes from there.");
    return new DownloadException(
        "Could not download "
            + name()
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
