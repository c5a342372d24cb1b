package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.ConnectionErrors;
import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import io.github.powerdrilljava.internal.store.ObjectChangedException;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import okhttp3.HttpUrl;

/** States why an object could not be downloaded, and what to do. */
final class DownloadErrors {

  private final Transport transport;
  private final ConnectionErrors connectionErrors;

  DownloadErrors(Transport transport, Redactor redactor) {
    this.transport = transport;
    this.connectionErrors = new ConnectionErrors(transport, redactor);
  }

  /**
   * Makes the failure of a download.
   *
   * @param urls whose object it is; there may be no URL yet
   * @param bytesKept how many bytes the next download need not fetch
   */
  DownloadException of(UrlSource urls, Exception cause, Cancellation cancellation, long bytesKept) {
    String reason = reason(urls, cause, cancellation);
    return urls.object().failure(reason, urls.traceIds(), bytesKept, cause);
  }

  private String reason(UrlSource urls, Exception cause, Cancellation cancellation) {
    if (transport.isClosed()) {
      return "the client was closed.";
    }
    if (cancellation.isEnded()) {
      return cancellation.isInterruption() ? "the thread was interrupted." : "it was cancelled.";
    }
    if (cause instanceof PowerdrillException renewal) {
      return "its URL expired and could not be renewed. " + renewal.getMessage();
    }
    if (cause instanceof StoreException refusal) {
      return "the object store responded with " + refusal.getMessage() + advice(refusal, urls);
    }
    if (cause instanceof InconsistentResponseException inconsistent) {
      return "the object store's response "
          + inconsistent.getMessage()
          + ". Is there a proxy in between that changes what it passes on?";
    }
    if (cause instanceof FileSystemException disk) {
      return diskFailure(disk);
    }
    if (cause instanceof ObjectChangedException || cause instanceof MismatchException) {
      return String.valueOf(cause.getMessage());
    }
    PresignedUrl url = urls.known();
    return cause instanceof IOException broken && url != null
        ? connectionErrors.noResponse("complete response", HttpUrl.get(url.url()), broken)
        : String.valueOf(cause);
  }

  private static String advice(StoreException refusal, UrlSource urls) {
    if (refusal.isThrottling) {
      return ". It asks for fewer requests. Try again later";
    }
    return switch (refusal.status) {
      case 400, 401, 403 -> refusedUrl(urls);
      case 404, 410 -> ". The object is no longer there";
      default -> refusal.status >= 500 ? ". Try again later" : "";
    };
  }

  private static String refusedUrl(UrlSource urls) {
    PresignedUrl given = urls.object().given();
    if (given == null) {
      return ". It refuses new URLs, too";
    }
    return given.expiresAt().isBefore(Instant.now())
        ? ". The URL expired at " + given.expiresAt() + "; ask for a new one"
        : ". The URL may have expired early; ask for a new one";
  }

  private static String diskFailure(FileSystemException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getFile() + " already exists";
    }
    String reason =
        e instanceof NoSuchFileException
            ? "its directory does not exist"
            : e instanceof AccessDeniedException ? "permission denied" : e.getReason();
    return e.getFile() + " could not be written, " + reason;
  }
}
