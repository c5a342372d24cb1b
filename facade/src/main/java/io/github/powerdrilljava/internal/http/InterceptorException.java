package io.github.powerdrilljava.internal.http;

import java.io.IOException;

/**
 * Code that was given to the OkHttp client, such as an interceptor, a proxy selector or a DNS,
 * threw what it must not.
 */
public final class InterceptorException extends IOException {

  private static final long serialVersionUID = 1L;

  public InterceptorException(Exception cause) {
    super("an interceptor or another part of the OkHttp client failed: " + cause, cause);
  }
}
