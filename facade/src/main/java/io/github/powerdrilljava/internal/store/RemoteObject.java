package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.ShownUrl;
import io.github.powerdrilljava.internal.http.Subject;
import io.github.powerdrilljava.internal.http.TraceIds;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What is downloaded: its URL is given, or the service is asked for it.
 *
 * @param naming how messages name it; called only when there is a message
 * @param dataSource whose it is, {@code null} if only its URL is known
 * @param id the same for every URL of the object, and no secret
 * @param fileName for an object whose URL does not name a file
 * @param given the URL, {@code null} if the service is asked
 * @param presigner asks the service, {@code null} if the URL is given
 * @param silence how long the store may send nothing, {@code null} for as long as the client allows
 * @param listedSize in bytes, as the service lists it; {@code null} if it does not, or was not
 *     asked
 */
public record RemoteObject(
    Supplier<String> naming,
    @Nullable PresignRequest dataSource,
    String id,
    String fileName,
    @Nullable PresignedUrl given,
    @Nullable Presigner presigner,
    @Nullable Duration silence,
    @Nullable Long listedSize) {

  /** An object of the service. */
  public static RemoteObject of(
      Supplier<String> naming,
      PresignRequest dataSource,
      String id,
      String fileName,
      Presigner presigner) {
    return new RemoteObject(naming, dataSource, id, fileName, null, presigner, null, null);
  }

  /** An object whose URL someone else has presigned. */
  public static RemoteObject of(PresignedUrl url) {
    HttpUrl full = HttpUrl.get(url.url());
    HttpUrl bare = full.newBuilder().username("").password("").query(null).fragment(null).build();
    return new RemoteObject(
        () -> "\"" + ShownUrl.of(full) + "\"",
        null,
        bare.toString(),
        "download",
        url,
        null,
        null,
        null);
  }

  /** What those who observe it get to know. */
  public Subject subject(String operation) {
    return dataSource == null
        ? new Subject(operation, null, null, null)
        : new Subject(
            operation,
            dataSource.datasetId(),
            dataSource.dataSourceId(),
            dataSource.externalTraceId());
  }

  /** The same object, of a store that may send nothing for so long; null for the client's bound. */
  public RemoteObject within(@Nullable Duration maxSilence) {
    return new RemoteObject(
        naming, dataSource, id, fileName, given, presigner, maxSilence, listedSize);
  }

  /** The same object, of which the service lists this size; null if it lists none. */
  public RemoteObject listed(@Nullable Long size) {
    return new RemoteObject(naming, dataSource, id, fileName, given, presigner, silence, size);
  }

  public String name() {
    return naming.get();
  }

  /** Identifies it in files, and shows nothing of it. */
  public ByteString digest() {
    return ByteString.encodeUtf8(id).sha256();
  }

  /**
   * Why it could not be downloaded.
   *
   * @param reason follows a colon; may quote what others wrote
   * @param bytesKept how many bytes the next download need not fetch
   */
  public DownloadException failure(
      String reason, TraceIds ids, long bytesKept, @Nullable Throwable cause) {
    return new DownloadException(
        "Could not download "
            + name()
            + ": "
            + Redactor.oneLine(reason)
            + (reason.endsWith(".") ? "" : ".")
            + kept(bytesKept, cause instanceof FileSystemException)
            + ids.sentence(),
        ids.service(),
        ids.own(),
        bytesKept,
        cause);
  }

  private static String kept(long bytes, boolean mustMend) {
    if (bytes == 0) {
      return "";
    }
    return " "
        + bytes
        + (mustMend
            ? " bytes are kept: once that is mended, the same download resumes from there."
            : " bytes are kept: the same download resumes from there.");
  }
}
