package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.api.ApiRequest;
import io.github.powerdrilljava.internal.api.Listing;
import io.github.powerdrilljava.internal.api.Operations;
import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.export.ExportTally;
import io.github.powerdrilljava.internal.export.ExportTask;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.http.Subject;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * The data sources of a project: find them, presign them, and download them.
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

  private final Service service;
  private final DownloadService downloads;
  private final CleartextPolicy cleartext;

  /** The base URL, however it was written: what distinguishes data of the same ids. */
  private final String origin;

  DataSources(
      Service service, DownloadService downloads, CleartextPolicy cleartext, HttpUrl baseUrl) {
    this.service = service;
    this.downloads = downloads;
    this.cleartext = cleartext;
    String url = baseUrl.toString();
    this.origin = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** As {@link #list(ListDataSourcesRequest)}, for all data sources of a dataset. */
  public Stream<DataSource> list(String datasetId) {
    return list(ListDataSourcesRequest.of(datasetId));
  }

  /**
   * Lists the data sources of a dataset, in the same way as {@link
   * Datasets#list(ListDatasetsRequest)} lists datasets.
   */
  public Stream<DataSource> list(ListDataSourcesRequest request) {
    service.check(rules -> rules.check(request, service.userOf(request)));
    return Service.stream(
        number -> service.calls().execute(page(request, number)).value(),
        DataSource::id,
        request.progress());
  }

  /**
   * The async twin of {@link #list(ListDataSourcesRequest)}, see {@link Datasets#listAsync}.
   *
   * @param action is called with each data source, on one thread of the client
   */
  public CompletableFuture<Long> listAsync(
      ListDataSourcesRequest request, Consumer<? super DataSource> action) {
    return service.async(
        rules -> rules.check(request, service.userOf(request)),
        () ->
            service.forEachAsync(
                (whole, number) ->
                    service.calls().continueWith(whole, page(request, number)).value(),
                DataSource::id,
                request.progress(),
                action));
  }

  /**
   * One page of {@link #list(ListDataSourcesRequest)}, as the service gives it.
   *
   * @param number 1 for the first
   */
  public Page<DataSource> listPage(ListDataSourcesRequest request, int number) {
    service.check(rules -> rules.check(request, number, service.userOf(request)));
    return service.calls().execute(page(request, number)).value();
  }

  /** The async twin of {@link #listPage}. */
  public CompletableFuture<Page<DataSource>> listPageAsync(
      ListDataSourcesRequest request, int number) {
    return service.async(
        rules -> rules.check(request, number, service.userOf(request)),
        () -> service.calls().executeAsync(page(request, number), PowerdrillResponse::value));
  }

  private ApiRequest<?, ?, Page<DataSource>> page(ListDataSourcesRequest request, long number) {
    return service.operations().dataSources(request, number, service.checkedUserOf(request));
  }

  /**
   * Asks for what the service knows of one data source. What it throws, see {@link #presign(String,
   * String)}.
   */
  public DataSource get(String datasetId, String dataSourceId) {
    return get(DataSourceRequest.of(datasetId, dataSourceId));
  }

  /** As {@link #get(String, String)}, with request options. */
  public DataSource get(DataSourceRequest request) {
    service.check(rules -> rules.check(request, service.userOf(request)));
    return service.calls().execute(apiRequest(request)).value();
  }

  /** The async twin of {@link #get(String, String)}. */
  public CompletableFuture<DataSource> getAsync(String datasetId, String dataSourceId) {
    return getAsync(DataSourceRequest.of(datasetId, dataSourceId));
  }

  /** The async twin of {@link #get(DataSourceRequest)}. */
  public CompletableFuture<DataSource> getAsync(DataSourceRequest request) {
    return service.async(
        rules -> rules.check(request, service.userOf(request)),
        () -> service.calls().executeAsync(apiRequest(request), PowerdrillResponse::value));
  }

  private ApiRequest<?, ?, DataSource> apiRequest(DataSourceRequest request) {
    return service.operations().dataSource(request, service.checkedUserOf(request));
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
    return service.calls().execute(apiRequest(request));
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
    return service.async(
        rules -> check(rules, request), () -> downloads.fetchAsync(request, object(request)));
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
    return service.async(
        rules -> check(rules, request), () -> downloads.openAsync(object(request)));
  }

  /**
   * Downloads data sources of a dataset to files in one directory, several at a time, each as
   * {@link #download(String, String, Path)} does, and lists them in a manifest there; see {@link
   * ExportResult#manifest()}. A file is named after its data source, as far as file systems allow
   * it, and with the id where two names are alike.
   *
   * <p>A file that an earlier export has brought is not downloaded again while it is as the
   * manifest has it (its size, and its SHA-256 where it was modified since; see {@link
   * ExportRequest#verifyingFiles}) and the service states the same id, name and size. Other files
   * stay as they are: a data source whose file someone else wrote or changed fails, unless the
   * bytes are the same. Nothing is deleted. Another export to the directory is refused, and so is
   * one from another service.
   *
   * <p>One data source that fails does not keep the others from being exported.
   *
   * @return that everything is there, or, for a {@link ExportRequest#dryRun}, what there is to do
   * @throws InvalidRequestException if a part of the request breaks a rule; nothing is sent then
   * @throws ExportException if not everything is there in the end; it names each failure
   * @throws PowerdrillException as {@link #list(ListDataSourcesRequest)} does, if the data sources
   *     cannot be listed
   */
  public ExportResult export(ExportRequest request) {
    service.check(rules -> rules.check(request, service.userOf(request)));
    Cancellation whole = new Cancellation(observe(request));
    CompletableFuture<ExportResult> result =
        service
            .calls()
            .startAsync(Observation.NONE, (unused, isOver) -> exportWithin(whole, request));
    try {
      return whole.await(result.copy()); // an interrupt ends this wait, and no file that is open
    } catch (IOException e) {
      return whole.unlessFailed(result); // nothing is under way any more when this returns
    }
  }

  /** The async twin of {@link #export}. Cancelling it keeps what has arrived. */
  public CompletableFuture<ExportResult> exportAsync(ExportRequest request) {
    return service.async(
        rules -> rules.check(request, service.userOf(request)),
        () ->
            service
                .calls()
                .startAsync(observe(request), (whole, isOver) -> exportWithin(whole, request)));
  }

  private Observation observe(ExportRequest request) {
    return service
        .calls()
        .observe(new Subject("export", request.datasetId(), null, request.externalTraceId()));
  }

  private ExportResult exportWithin(Cancellation whole, ExportRequest request) {
    Cancellation untilClosed = downloads.begin();
    Cancellation.Registration registration = untilClosed.onEnd(whole::end);
    try {
      ExportTask task = exportTask(request, whole);
      return whole.observation().of(() -> task.run(downloads::run));
    } finally {
      registration.close();
      untilClosed.end();
    }
  }

  private ExportTask exportTask(ExportRequest request, Cancellation cancellation) {
    ListDataSourcesRequest all =
        ListDataSourcesRequest.of(request.datasetId())
            .withUserId(request.userId())
            .withExternalTraceId(request.externalTraceId())
            .withCallTimeout(request.callTimeout());
    ExportTally tally = new ExportTally(request, downloads::isClosed);
    Listing<DataSource> list =
        new Listing<>(
            number -> service.calls().continueWith(cancellation, page(all, number)).value(),
            DataSource::id,
            tally);
    return new ExportTask(request, origin, list, this::object, downloads, cancellation, tally);
  }

  private RemoteObject object(DownloadRequest<?> request) {
    Duration own = request.callTimeout();
    if (!(request.source() instanceof PresignRequest presign)) {
      return RemoteObject.of((PresignedUrl) request.source()).within(own);
    }
    return object(presign.callTimeout() == null ? presign.withCallTimeout(own) : presign)
        .within(own);
  }

  private RemoteObject object(PresignRequest request) {
    RemoteObject object =
        RemoteObject.of(
            () -> Operations.name(request.datasetId(), request.dataSourceId()),
            request,
            origin + "\n" + request.datasetId() + "\n" + request.dataSourceId(),
            request.dataSourceId(),
            cancellation -> {
              check(request); // of an export: its ids came from the service
              return service.calls().continueWith(cancellation, apiRequest(request));
            });
    return object.within(request.callTimeout());
  }

  private <R> CompletableFuture<R> presignAsync(
      PresignRequest request, Function<PowerdrillResponse<PresignedUrl>, R> view) {
    return service.async(
        rules -> check(rules, request),
        () -> service.calls().executeAsync(apiRequest(request), view));
  }

  private void check(PresignRequest request) {
    service.check(rules -> check(rules, request));
  }

  private void check(RequestValidator rules, PresignRequest request) {
    rules.check(request, service.userOf(request));
  }

  private void check(DownloadRequest<?> request) {
    service.check(rules -> check(rules, request));
  }

  private void check(RequestValidator rules, DownloadRequest<?> request) {
    if (request.source() instanceof PresignRequest presign) {
      check(rules, presign);
    }
    rules.check(request, cleartext);
  }

  private ApiRequest<?, ?, PresignedUrl> apiRequest(PresignRequest request) {
    return service.operations().presign(request, service.checkedUserOf(request));
  }
}
