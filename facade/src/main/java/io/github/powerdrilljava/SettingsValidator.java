package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.ShownUrl;
import io.github.powerdrilljava.internal.http.TrustedCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks the settings of a client. */
final class SettingsValidator {

  /** Far more than any key has; the redactor could not search texts for a much longer one. */
  static final int MAX_API_KEY_LENGTH = 1024;

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

  private final Violations violations;

  SettingsValidator(Violations violations) {
    this.violations = violations;
  }

  /** The key is a secret: no violation shows it. */
  void apiKey(@Nullable String apiKey) {
    if (apiKey == null) {
      violations.add(
          "apiKey", null, "is required: set it on the builder, or as POWERDRILL_PROJECT_API_KEY");
      return;
    }
    String rule = HeaderValues.brokenRule(apiKey);
    if (rule != null) {
      violations.addHidden("apiKey", rule);
    }
    if (apiKey.length() > MAX_API_KEY_LENGTH) {
      violations.addHidden("apiKey", "must be at most " + MAX_API_KEY_LENGTH + " characters");
    }
  }

  /**
   * Returns the URL, or {@code null} if it breaks a rule. One that may hold a password is not
   * shown.
   */
  @Nullable HttpUrl baseUrl(String baseUrl, CleartextPolicy cleartext) {
    String field = "baseUrl";
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null ? baseUrl.contains("@") : !(url.username() + url.password()).isEmpty()) {
      violations.addHidden(field, "must not hold a user name or password");
    } else if (url == null) {
      violations.add(field, ShownUrl.of(baseUrl), "must be an absolute http or https URL");
    } else if (url.query() != null || url.fragment() != null) {
      violations.add(field, ShownUrl.of(baseUrl), "must have no query and no fragment");
    } else if (!cleartext.allows(url)) {
      violations.add(
          field,
          baseUrl,
          "must be https: plain http, which shows the API key to the network, may go to this machine only");
    } else {
      return url;
    }
    return null;
  }

  /** A bound on how long something may take, in the units that HTTP clients count in. */
  void timeout(String field, @Nullable Duration timeout) {
    if (timeout != null
        && (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0)) {
      violations.add(field, timeout, "must be 1 ms to " + MAX_TIMEOUT.toMillis() + " ms");
    }
  }

  /** Returns the certificates, or {@code null} if the file breaks a rule. */
  @Nullable TrustedCertificates certificates(Path file, boolean hasHttpClient) {
    String field = "trustCertificates";
    if (hasHttpClient) {
      violations.add(
          field,
          file,
          "must not be combined with httpClient, whose sslSocketFactory decides who is trusted");
      return null;
    }
    try {
      return TrustedCertificates.read(file, Instant.now());
    } catch (TrustedCertificates.UnusableFileException e) {
      violations.add(field, file, String.valueOf(e.getMessage()));
      return null;
    }
  }

  void maxRequestsPerSecond(int requests) {
    if (requests < 0) {
      violations.add("maxRequestsPerSecond", requests, "must not be negative");
    }
  }
}
