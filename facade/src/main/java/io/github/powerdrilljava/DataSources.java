package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.api.ApiCalls;
import io.github.powerdrilljava.internal.api.ApiRequest;
import io.github.powerdrilljava.internal.api.PresignOperation;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The data sources of a project: presign them, and download them.
 *
 * <p>The blocking methods throw a {@link PowerdrillException}; the async ones complete their future
 * with it, and cancelling the future cancels the HTTP call. All throw {@link IllegalStateException}
 * once the client is closed.
 *
 * <pre>{@code
 * DataSources dataSources = powerdrill.dataSources();
 * PresignedUrl url = dataSources.presign("dset-…", "ds-…");
 * Path file = dataSources.download("dset-…", "ds-…", Path.of("sales.csv"));
 * try (InputStream content = dataSources.open("dset-…", "ds-…")) {
 *   content.transferTo(System.out);
 * }
 * CompletableFuture<Path> later = dataSources.downloadAsync("dset-…", "ds-…", Path.of("copy.csv"));
 * }</pre>
 */
public final class DataSources {

  private final ApiCalls calls;
  private final PresignOperation presign;
  private final DownloadService downloads;
  private final CleartextPolicy cleartext;
  private final HttpUrl baseUrl;
  private final @Nullable String userId;
  private final String apiKey;

  DataSources(
      ApiCalls calls,
      PresignOperation presign,
      DownloadService downloads,
      CleartextPolicy cleartext,
      HttpUrl baseUrl,
      @Nullable String userId,
      String apiKey) {
    this.calls = calls;
    this.presign = presign;
    this.downloads = downloads;
    this.cleartext = cleartext;
    this.baseUrl = baseUrl;
    this.userId = userId;
    this.apiKey = apiKey;
  }

  /**
   * Asks for a URL that is valid for 600 s, the service's default, in the name of the client's
   * user. Transient failures are retried, see {@link Retries}.
   *
   * @throws InvalidRequestException if an id breaks a rule of {@link PresignRequest}, or the client
   *     has no user id; nothing is sent then
   * @throws PowerdrillApiException if the service refuses the call
   * @throws UnexpectedResponseException if the response breaks the contract
   * @throws PowerdrillConnectionException if there is no complete response
   * @throws IllegalStateException if the client is closed
   */
  public PresignedUrl presign(String datasetId, String dataSourceId) {
    return presign(PresignRequest.of(datasetId, dataSourceId));
  }

  /** As {@link #presign(String, String)}, with request options. */
  public PresignedUrl presign(PresignRequest request) {
    return presignWithResponse(request).value();
  }

  /**
   * As {@link #presign(PresignRequest)}, with the HTTP status and both trace ids beside the URL.
   */
  public PowerdrillResponse<PresignedUrl> presignWithResponse(PresignRequest request) {
    check(request);
    return calls.execute(apiRequest(request));
  }

  /** The async twin of {@link #presign(String, String)}. */
  public CompletableFuture<PresignedUrl> presignAsync(String datasetId, String dataSourceId) {
    return presignAsync(PresignRequest.of(datasetId, dataSourceId));
  }

  /** The async twin of {@link #presign(PresignRequest)}. */
  public CompletableFuture<PresignedUrl> presignAsync(PresignRequest request) {
    return presignAsync(request, PowerdrillResponse::value);
  }

  /** The async twin of {@link #presignWithResponse}. */
  public CompletableFuture<PowerdrillResponse<PresignedUrl>> presignWithResponseAsync(
      PresignRequest request) {
    return presignAsync(request, Function.identity());
  }

  /**
   * Downloads a data source to a new file: locks the target, presigns, downloads over several
   * connections where the object is large, renews the URL where it expires, checks length and
   * checksums, and gives the file its name once it is whole and on disk. Whatever goes wrong, the
   * target is as it was before.
   *
   * <p>What has arrived is kept beside the target, as {@code NAME.part} and {@code
   * NAME.part.journal}, and the same download resumes from there. Other files of these names stay
   * as they are; then the names are {@code NAME.part.1} and so on. On a disk without file locks
   * nothing is kept.
   *
   * <p>An existing target that is a device or a pipe is written to directly, in order.
   *
   * @param target the file to create, which must not exist, or an existing directory to create it
   *     in; see {@link DownloadRequest#of(PresignRequest, Path)}
   * @return the file
   * @throws InvalidRequestException if a part of the request breaks a rule; nothing is sent then
   * @throws DownloadException if another download writes to the target, which is seen before
   *     anything is sent, or if the object could not be brought to it; nothing is sent to a URL
   *     that is not https, unless it leads to this machine or {@link
   *     PowerdrillClient.Builder#allowInsecureHttp} was called
   * @throws PowerdrillException as {@link #presign(String, String)} does
   */
  public Path download(String datasetId, String dataSourceId, Path target) {
    return download(DownloadRequest.of(PresignRequest.of(datasetId, dataSourceId), target));
  }

  /** As {@link #download(String, String, Path)}, with request options. */
  public Path download(DownloadRequest<?> request) {
    check(request);
    return downloads.fetch(request, object(request));
  }

  /**
   * The async twin of {@link #download(String, String, Path)}. Cancelling it ends the download, and
   * keeps what has arrived. Of the downloads and streams that the async methods of one client
   * start, 256 run at a time; further ones wait for their turn, in order.
   */
  public CompletableFuture<Path> downloadAsync(String datasetId, String dataSourceId, Path target) {
    return downloadAsync(DownloadRequest.of(PresignRequest.of(datasetId, dataSourceId), target));
  }

  /** The async twin of {@link #download(DownloadRequest)}. */
  public CompletableFuture<Path> downloadAsync(DownloadRequest<?> request) {
    try {
      check(request);
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return downloads.fetchAsync(request, object(request));
  }

  /**
   * Opens a data source as a stream, which resumes where its connection broke or its URL expired.
   * The caller must close it. Its methods throw an {@link java.io.IOException} whose cause is a
   * {@link DownloadException}, also where the object changes meanwhile.
   *
   * @throws InvalidRequestException if a part of the request breaks a rule; nothing is sent then
   * @throws DownloadException if the service gave a URL but the store does not give the object
   * @throws PowerdrillException as {@link #presign(String, String)} does
   */
  public InputStream open(String datasetId, String dataSourceId) {
    return open(PresignRequest.of(datasetId, dataSourceId));
  }

  /** As {@link #open(String, String)}, with request options. */
  public InputStream open(PresignRequest request) {
    check(request);
    return downloads.open(object(request));
  }

  /** The async twin of {@link #open(String, String)}. */
  public CompletableFuture<InputStream> openAsync(String datasetId, String dataSourceId) {
    return openAsync(PresignRequest.of(datasetId, dataSourceId));
  }

  /** The async twin of {@link #open(PresignRequest)}. */
  public CompletableFuture<InputStream> openAsync(PresignRequest request) {
    try {
      check(request);
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return downloads.openAsync(object(request));
  }

  private RemoteObject object(DownloadRequest<?> request) {
    return request.source() instanceof PresignRequest presign
        ? object(presign)
        : RemoteObject.of((PresignedUrl) request.source());
  }

  private RemoteObject object(PresignRequest request) {
    return RemoteObject.of(
        () -> PresignOperation.name(request),
        baseUrl + "\n" + request.datasetId() + "\n" + request.dataSourceId(),
        request.dataSourceId(),
        cancellation -> calls.continueWith(cancellation, apiRequest(request)));
  }

  private <R> CompletableFuture<R> presignAsync(
      PresignRequest request, Function<PowerdrillResponse<PresignedUrl>, R> view) {
    try {
      check(request);
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return calls.executeAsync(apiRequest(request), view);
  }

  private void check(PresignRequest request) {
    Violations violations = new Violations();
    new RequestValidator(violations, apiKey).check(request, userId(request));
    violations.throwIfAny();
  }

  private void check(DownloadRequest<?> request) {
    Violations violations = new Violations();
    RequestValidator validator = new RequestValidator(violations, apiKey);
    if (request.source() instanceof PresignRequest presign) {
      validator.check(presign, userId(presign));
    }
    validator.check(request, cleartext);
    violations.throwIfAny();
  }

  private @Nullable String userId(PresignRequest request) {
    return request.userId() != null ? request.userId() : userId;
  }

  private ApiRequest<?, ?, PresignedUrl> apiRequest(PresignRequest request) {
    return presign.request(request, Objects.requireNonNull(userId(request)));
  }
}
