package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * Whatever keeps a call from giving its result. Messages are one line, say what was asked, what
 * came back and what to do, and never hold the API key or the query of a presigned URL.
 */
public abstract sealed class PowerdrillException extends RuntimeException
    permits InvalidRequestException,
        PowerdrillApiException,
        UnexpectedResponseException,
        PowerdrillConnectionException,
        DownloadException {

  private static final long serialVersionUID = 1L;

  PowerdrillException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * How many requests were made for the call, 0 if none was. The failures of the earlier ones are
   * the {@link #getSuppressed() suppressed} exceptions of this one.
   */
  public int attempts() {
    int earlier = 0;
    for (Throwable suppressed : getSuppressed()) {
      if (suppressed instanceof PowerdrillException) {
        earlier++;
      }
    }
    return this instanceof InvalidRequestException ? 0 : earlier + 1;
  }

  @Override
  public @Nullable String getMessage() {
    int attempts = attempts();
    return attempts > 1
        ? super.getMessage() + " Tried " + attempts + " times."
        : super.getMessage();
  }
}
