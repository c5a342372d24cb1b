package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Decides where plain http may go: to this machine, and elsewhere only if the caller said so. */
public enum InsecureHttp {
  TO_LOOPBACK_ONLY,
  ANYWHERE;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.\\d+){3}|::1");

  public boolean allows(HttpUrl url) {
    return url.isHttps() || this == ANYWHERE || LOOPBACK.matcher(url.host()).matches();
  }

  /** Why a presigned URL cannot or must not be fetched, {@code null} if it can be. */
  public @Nullable String objection(String presignedUrl) {
    HttpUrl url = HttpUrl.parse(presignedUrl);
    if (url == null) {
      return "is not an absolute http or https URL";
    }
    return allows(url)
        ? null
        : "is not https, and plain http to other machines is not allowed on this client";
  }

  /** As a network interceptor: sees where redirects lead, too. */
  Response refuseRedirects(Interceptor.Chain chain) throws IOException {
    HttpUrl url = chain.request().url();
    if (!allows(url)) {
      throw new ProtocolException("redirected to plain http, which is not allowed");
    }
    return chain.proceed(chain.request());
  }
}
