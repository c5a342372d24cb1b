package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.download.DownloadService;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.RemoteObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;

/**
 * Downloads by URLs that someone else has presigned, and so without an API key. It cannot renew
 * them: a download whose URL expires fails, and resumes when it is made again with a new URL for
 * the same object. Thread-safe, made once and shared.
 *
 * <p>The blocking methods throw a {@link PowerdrillException}; the async ones complete their future
 * with it, and cancelling the future ends the download. All throw {@link IllegalStateException}
 * once the downloader is closed.
 *
 * <pre>{@code
 * PresignedUrl url = new PresignedUrl("https://…", Instant.parse("2030-01-01T00:00:00Z"));
 * try (Downloader downloader = Downloader.builder().callTimeout(Duration.ofMinutes(1)).build()) {
 *   downloader.download(url, Path.of("sales.csv"));
 * }
 * }</pre>
 */
public final class Downloader implements AutoCloseable {

  private final Transport transport;
  private final DownloadService downloads;
  private final CleartextPolicy cleartext;

  private Downloader(Builder settings) {
    this.transport = settings.transport(HttpUrl.get(PowerdrillClient.DEFAULT_BASE_URL), "");
    this.cleartext = settings.cleartext;
    this.downloads =
        new DownloadService(transport, new Redactor(""), settings.retries, settings.cleartext);
  }

  /** A downloader with default settings. */
  public static Downloader create() {
    return builder().build();
  }

  /** Begins the settings of a downloader, all of which are optional: see {@link HttpSettings}. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The settings of a downloader. Not thread-safe.
   *
   * <pre>{@code
   * Downloader.Builder settings = Downloader.builder().retries(Retries.NONE);
   * Downloader impatient = settings.callTimeout(Duration.ofSeconds(5)).build();
   * }</pre>
   */
  public static final class Builder extends HttpSettings<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * Makes the downloader. Nothing is sent.
     *
     * @throws InvalidRequestException naming every setting that breaks a rule
     * @throws IllegalStateException if the OkHttp or Okio on the class path is too old
     */
    public Downloader build() {
      Violations violations = new Violations();
      check(violations);
      violations.throwIfAny();
      return new Downloader(this);
    }
  }

  /**
   * Downloads the object to a new file, as {@link DataSources#download(String, String, Path)} does.
   *
   * @return the file
   * @throws InvalidRequestException if the URL is not https, unless it leads to this machine or
   *     {@link HttpSettings#allowInsecureHttp} was called, or if the target breaks a rule of {@link
   *     DownloadRequest}; nothing is sent then
   * @throws DownloadException if the object could not be downloaded
   * @throws IllegalStateException if this downloader is closed
   */
  public Path download(PresignedUrl url, Path target) {
    return download(DownloadRequest.of(url, target));
  }

  /** As {@link #download(PresignedUrl, Path)}, with request options. */
  public Path download(DownloadRequest<PresignedUrl> request) {
    return downloads.fetch(request, object(request));
  }

  /**
   * The async twin of {@link #download(PresignedUrl, Path)}. Cancelling it ends the download, and
   * keeps what has arrived.
   */
  public CompletableFuture<Path> downloadAsync(PresignedUrl url, Path target) {
    return downloadAsync(DownloadRequest.of(url, target));
  }

  /** The async twin of {@link #download(DownloadRequest)}. */
  public CompletableFuture<Path> downloadAsync(DownloadRequest<PresignedUrl> request) {
    try {
      return downloads.fetchAsync(request, object(request));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Opens the object as a stream, as {@link DataSources#open(String, String)} does.
   *
   * @throws InvalidRequestException if the URL is not https, as for {@link #download(PresignedUrl,
   *     Path)}
   * @throws DownloadException if the store does not give the object
   * @throws IllegalStateException if this downloader is closed
   */
  public InputStream open(PresignedUrl url) {
    return downloads.open(object(url));
  }

  /** The async twin of {@link #open}. */
  public CompletableFuture<InputStream> openAsync(PresignedUrl url) {
    try {
      return downloads.openAsync(object(url));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private RemoteObject object(DownloadRequest<PresignedUrl> request) {
    Violations violations = new Violations();
    new RequestValidator(violations).check(request, cleartext);
    violations.throwIfAny();
    return RemoteObject.of(request.source()).within(request.callTimeout());
  }

  private RemoteObject object(PresignedUrl url) {
    Violations violations = new Violations();
    new RequestValidator(violations).check(url, cleartext);
    violations.throwIfAny();
    return RemoteObject.of(url);
  }

  /**
   * Ends the downloads that are under way, which then fail with {@link DownloadException}, and
   * closes every thread and socket that this downloader opened.
   */
  @Override
  public void close() {
    transport.close();
    downloads.close();
  }
}
