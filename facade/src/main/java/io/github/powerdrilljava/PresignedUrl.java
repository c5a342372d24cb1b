package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.ShownUrl;
import java.io.Serializable;
import java.time.Instant;

/**
 * A temporary URL of one data source. Anyone who holds it can download the data until it expires,
 * so it is a secret: {@link #toString()} leaves out its user name, password, query and fragment. It
 * can be serialised, to be downloaded by a {@link Downloader} on a machine that has no API key.
 *
 * <pre>{@code
 * PresignedUrl url = powerdrill.dataSources().presign("dset-…", "ds-…");
 * System.err.println(url + " is valid for " + Duration.between(Instant.now(), url.expiresAt()));
 * String secret = url.url();
 * }</pre>
 *
 * @param url exactly as the service gave it. The contract allows any text; a download needs an
 *     absolute https URL, or http where that is allowed, and reports one that is not. It may hold
 *     characters that {@link java.net.URI} refuses
 * @param expiresAt when the URL expires, as the service states. The store may refuse it earlier
 */
public record PresignedUrl(String url, Instant expiresAt) implements DownloadSource, Serializable {

  @Override
  public String toString() {
    return "PresignedUrl[url=" + ShownUrl.of(url) + ", expiresAt=" + expiresAt + "]";
  }
}
