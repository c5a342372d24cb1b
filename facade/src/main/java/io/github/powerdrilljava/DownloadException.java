package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * The data source was presigned but its content could not be brought to the target: the URL is
 * unusable, the object store refused it, the transfer broke, or the disk did. The target is as it
 * was before.
 */
public final class DownloadException extends PowerdrillException {

  private static final long serialVersionUID = 1L;

  public DownloadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
