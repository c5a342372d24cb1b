package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Makes downloads, once their URL is there. */
public final class Downloads {

  private final Transport transport;
  private final ConnectionFailures connectionFailures;

  public Downloads(Transport transport, Redactor redactor) {
    this.transport = transport;
    this.connectionFailures = new ConnectionFailures(transport, redactor);
  }

  /**
   * Fetches the content and gives the file its name.
   *
   * @return the file
   * @throws DownloadException if it cannot be fetched whole
   * @throws IllegalStateException if the client is closed
   */
  public Path fetch(DownloadRequest request, PowerdrillResponse<PresignedUrl> presigned) {
    Download download = download(request, presigned);
    try {
      return transport.execute(download.call(), download::save);
    } catch (IOException e) {
      throw download.failure(e);
    }
  }

  /** As {@link #fetch}, on a thread of the client. Cancelling the future cancels either call. */
  public CompletableFuture<Path> fetchAsync(
      DownloadRequest request, CompletableFuture<PowerdrillResponse<PresignedUrl>> presigning) {
    CancellableFuture<Path> result = new CancellableFuture<>();
    result.endsWith(() -> presigning.cancel(true));
    CompletableFuture<?> unused =
        presigning.whenComplete(
            (presigned, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
                return;
              }
              try {
                Download download = download(request, presigned);
                transport.enqueue(download.call(), download::save, result, download::failure);
              } catch (DownloadException | IllegalStateException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private Download download(DownloadRequest request, PowerdrillResponse<PresignedUrl> presigned) {
    return new Download(request, presigned, transport, connectionFailures);
  }
}
