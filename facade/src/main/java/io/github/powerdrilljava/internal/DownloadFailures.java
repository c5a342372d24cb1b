package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.PowerdrillException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what kept a content from its target, and what to do. */
final class DownloadFailures {

  private final Transport transport;
  private final ConnectionFailures connectionFailures;

  DownloadFailures(Transport transport, Redactor redactor) {
    this.transport = transport;
    this.connectionFailures = new ConnectionFailures(transport, redactor);
  }

  DownloadException of(
      Content content, Exception cause, Cancellation cancellation, long bytesKept) {
    return content.origin().failed(reason(content, cause, cancellation), bytesKept, cause);
  }

  /** Before there was a URL. */
  DownloadException of(Origin origin, Exception cause, Cancellation cancellation) {
    return origin.failed(reason(null, cause, cancellation), 0, cause);
  }

  private String reason(@Nullable Content content, Exception cause, Cancellation cancellation) {
    if (transport.isClosed()) {
      return "the client was closed.";
    }
    if (cancellation.isEnded()) {
      return cancellation.isInterruption() ? "the thread was interrupted." : "it was cancelled.";
    }
    if (cause instanceof PowerdrillException renewal) {
      return "its URL expired and could not be renewed. " + renewal.getMessage();
    }
    if (cause instanceof StoreRefusal refusal && content != null) {
      return "the object store answered " + refusal.getMessage() + advice(refusal, content);
    }
    if (cause instanceof InconsistentResponse inconsistent) {
      return "the object store's response "
          + inconsistent.getMessage()
          + ". Is there a proxy in between that changes what it passes on?";
    }
    if (cause instanceof FileSystemException disk) {
      return diskFailure(disk);
    }
    if (cause instanceof ObjectChanged || cause instanceof Mismatch) {
      return String.valueOf(cause.getMessage());
    }
    return cause instanceof IOException broken && content != null
        ? "no whole answer from "
            + ConnectionFailures.address(content.httpUrl())
            + ", "
            + connectionFailures.reason(broken)
        : String.valueOf(cause);
  }

  private static String advice(StoreRefusal refusal, Content content) {
    if (refusal.isThrottling) {
      return ". It asks for fewer requests. Try again later";
    }
    return switch (refusal.status) {
      case 400, 401, 403 ->
          content.presigning() != null
              ? ". It refuses new URLs, too"
              : content.url().expiresAt().isBefore(Instant.now())
                  ? ". The URL expired at " + content.url().expiresAt() + "; ask for a new one"
                  : ". The URL may have ended early; ask for a new one";
      case 404, 410 -> ". The content is no longer there";
      default -> refusal.status == 429 || refusal.status >= 500 ? ". Try again later" : "";
    };
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
