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
}
