package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.Content;
import io.github.powerdrilljava.internal.Downloads;
import io.github.powerdrilljava.internal.InsecureHttp;
import io.github.powerdrilljava.internal.Rules;
import io.github.powerdrilljava.internal.Transport;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Downloads by URLs that someone else has presigned, and so without an API key. What it cannot do
 * is renew them: a download that has not ended when its URL does fails, and goes on where it ended
 * when it is made again with a new URL for the same content. Thread-safe, made once and shared.
 *
 * <pre>{@code
 * try (Downloader downloader = Downloader.create()) {
 *   downloader.download(url, Path.of("sales.csv"));
 * }
 * }</pre>
 */
public final class Downloader implements AutoCloseable {

  private final Transport transport;
  private final Downloads downloads;
  private final InsecureHttp insecureHttp;

  Downloader(Transport transport, Downloads downloads, InsecureHttp insecureHttp) {
    this.transport = transport;
    this.downloads = downloads;
    this.insecureHttp = insecureHttp;
  }

  /** A downloader with default settings; others by {@link PowerdrillClient.Builder#downloader}. */
  public static Downloader create() {
    return PowerdrillClient.builder().downloader();
  }

  /**
   * Brings the content into a new file, as {@link DataSources#download(String, String, Path)} does.
   *
   * @return the file
   * @throws InvalidRequestException if the URL is not https, or the target is unfit
   * @throws DownloadException if the content could not be brought to the target
   */
  public Path download(PresignedUrl url, Path target) {
    return download(DownloadRequest.of(url, target));
  }

  /**
   * As {@link #download(PresignedUrl, Path)}, for a request with more to say.
   *
   * @throws InvalidRequestException also if the request has no URL yet: only a {@link
   *     PowerdrillClient} can presign
   */
  public Path download(DownloadRequest request) {
    return downloads.fetch(request, content(request));
  }

  /**
   * The async twin of {@link #download(PresignedUrl, Path)}. Cancelling it ends the download, and
   * keeps what was fetched.
   */
  public CompletableFuture<Path> downloadAsync(PresignedUrl url, Path target) {
    return downloadAsync(DownloadRequest.of(url, target));
  }

  /** The async twin of {@link #download(DownloadRequest)}. */
  public CompletableFuture<Path> downloadAsync(DownloadRequest request) {
    try {
      return downloads.fetchAsync(request, content(request));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Opens the content as a stream, as {@link DataSources#open(String, String)} does.
   *
   * @throws InvalidRequestException if the URL is not https
   * @throws DownloadException if the store does not give the content
   */
  public InputStream open(PresignedUrl url) {
    return downloads.open(content(url));
  }

  /** The async twin of {@link #open}. */
  public CompletableFuture<InputStream> openAsync(PresignedUrl url) {
    try {
      return downloads.openAsync(content(url));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Content.Pending content(DownloadRequest request) {
    PresignedUrl url = request.url();
    if (url == null) {
      throw new InvalidRequestException(
          List.of(new Violation("url", "(not set)", "is required: a Downloader cannot presign")));
    }
    new Rules().check(request, insecureHttp).throwIfBroken();
    return Content.Pending.of(url);
  }

  private Content.Pending content(PresignedUrl url) {
    new Rules().check(url, insecureHttp).throwIfBroken();
    return Content.Pending.of(url);
  }

  /** Ends what is under way, and every thread and socket that it opened. */
  @Override
  public void close() {
    transport.close();
    downloads.close();
  }
}
