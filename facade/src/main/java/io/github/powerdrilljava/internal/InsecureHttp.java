package io.github.powerdrilljava.internal;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Decides where plain http may go: to this machine, and elsewhere only if the caller said so. */
public enum InsecureHttp {
  TO_LOOPBACK_ONLY,
  ANYWHERE;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d+){3}|::1");

  public boolean allows(HttpUrl url) {
    return url.isHttps() || this == ANYWHERE || LOOPBACK.matcher(url.host()).matches();
  }
}
