package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The rules that requests and a client's configuration keep, and the broken ones found so far. */
public final class Rules {

  /** The contract's minimum for {@code expires_in}. */
  static final long MIN_EXPIRES_IN_SECONDS = 60;

  /** The contract's bound on {@code x-pd-external-trace-id}. */
  static final int MAX_TRACE_ID_LENGTH = 128;

  /** Far more than any key has; what hides it in texts could not search for a much longer one. */
  static final int MAX_API_KEY_LENGTH = 1024;

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

  private static final int MAX_CONNECTIONS = 64;
  private static final long MIN_PART_BYTES = 64 * 1024;
  private static final long MAX_PART_BYTES = 64 * 1024 * 1024;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private static final int SHOWN_LENGTH = 64;

  private static final String HIDDEN = "(hidden)";

  private final List<Violation> broken = new ArrayList<>();
  private final @Nullable String clientKey;

  /** The rules of a client's configuration. */
  public Rules() {
    this(null);
  }

  /**
   * The rules of requests, none of which may name the client's API key: ids show in URLs, messages
   * and logs.
   */
  public Rules(@Nullable String clientKey) {
    this.clientKey = clientKey;
  }

  /** Checks every part of a presign request whose user id is already settled. */
  public Rules check(PresignRequest request, @Nullable String userId) {
    pathId("datasetId", request.datasetId());
    pathId("dataSourceId", request.dataSourceId());
    userId(userId);
    if (request.expiresIn() != null) {
      expiresIn(request.expiresIn());
    }
    if (request.externalTraceId() != null) {
      externalTraceId(request.externalTraceId());
    }
    return this;
  }

  /** Checks what a download request says beside how it presigns. */
  public Rules check(DownloadRequest request, InsecureHttp insecureHttp) {
    target(request.target(), request.replacesExisting());
    if (request.url() != null) {
      check(request.url(), insecureHttp);
    }
    bounded("connections", request.connections(), 1, MAX_CONNECTIONS);
    bounded("partSize", request.partSize(), MIN_PART_BYTES, MAX_PART_BYTES);
    bounded("maxBytesPerSecond", request.maxBytesPerSecond(), 1, Long.MAX_VALUE);
    if (request.sha256() != null && !SHA256.matcher(request.sha256()).matches()) {
      add("sha256", request.sha256(), "must be 64 hexadecimal digits");
    }
    return this;
  }

  /** Checks a URL that did not come from the service just now. */
  public Rules check(PresignedUrl url, InsecureHttp insecureHttp) {
    String objection = insecureHttp.objection(url.url());
    if (objection != null) {
      add("url", ShownUrl.of(url.url()), objection);
    }
    return this;
  }

  /** A number that was not set is 0. */
  private void bounded(String field, long value, long least, long most) {
    if (value != 0 && (value < least || value > most)) {
      add(
          field,
          value,
          most == Long.MAX_VALUE
              ? "must be at least " + least
              : "must be " + least + " to " + most);
    }
  }

  private void target(Path target, boolean replacesExisting) {
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      add("target", target, "must be in a directory that exists");
      return;
    }
    String objection = Targets.objection(target, replacesExisting);
    if (objection != null) {
      add("target", target, objection);
    }
  }

  private void pathId(String field, @Nullable String id) {
    if (text(field, id) && id != null && (id.equals(".") || id.equals(".."))) {
      add(field, id, "must not be \".\" or \"..\", which a URL's path cannot carry");
    }
  }

  private void userId(@Nullable String userId) {
    if (userId == null) {
      add(
          "userId",
          null,
          "is required: set it on the request, on the client, or as POWERDRILL_USER_ID");
    } else {
      text("userId", userId);
    }
  }

  private void expiresIn(Duration expiresIn) {
    if (expiresIn.getNano() != 0) {
      add("expiresIn", expiresIn, "must be whole seconds");
    }
    if (expiresIn.getSeconds() < MIN_EXPIRES_IN_SECONDS) {
      add("expiresIn", expiresIn, "must be at least " + MIN_EXPIRES_IN_SECONDS + " s");
    }
    if (expiresIn.getSeconds() > Integer.MAX_VALUE) {
      add("expiresIn", expiresIn, "must be at most " + Integer.MAX_VALUE + " s");
    }
  }

  private void externalTraceId(String traceId) {
    if (traceId.strip().equals(clientKey)) {
      isTheKey("externalTraceId");
      return;
    }
    headerValue("externalTraceId", traceId, shown(traceId));
    if (traceId.length() > MAX_TRACE_ID_LENGTH) {
      add(
          "externalTraceId",
          traceId,
          "must be at most " + MAX_TRACE_ID_LENGTH + " characters, has " + traceId.length());
    }
  }

  /** The key is a secret: no violation shows it. */
  public void apiKey(@Nullable String apiKey) {
    if (apiKey == null) {
      add("apiKey", null, "is required: set it on the builder, or as POWERDRILL_PROJECT_API_KEY");
    } else {
      headerValue("apiKey", apiKey, HIDDEN);
      if (apiKey.length() > MAX_API_KEY_LENGTH) {
        broken.add(
            new Violation(
                "apiKey", HIDDEN, "must be at most " + MAX_API_KEY_LENGTH + " characters"));
      }
    }
  }

  /**
   * Gives the URL, or {@code null} if it breaks a rule. One that may hold a password is not shown.
   */
  public @Nullable HttpUrl baseUrl(String baseUrl, InsecureHttp insecureHttp) {
    String field = "baseUrl";
    HttpUrl url = HttpUrl.parse(baseUrl);
    if (url == null ? baseUrl.contains("@") : !(url.username() + url.password()).isEmpty()) {
      broken.add(new Violation(field, HIDDEN, "must not hold a user name or password"));
    } else if (url == null) {
      add(field, ShownUrl.of(baseUrl), "must be an absolute http or https URL");
    } else if (url.query() != null || url.fragment() != null) {
      add(field, ShownUrl.of(baseUrl), "must have no query and no fragment");
    } else if (!insecureHttp.allows(url)) {
      add(
          field,
          baseUrl,
          "must be https: plain http, which shows the API key to the network, may go to this machine only");
    } else {
      return url;
    }
    return null;
  }

  /** A bound on how long something may take, in the units that HTTP clients count in. */
  public void timeout(String field, @Nullable Duration timeout) {
    if (timeout != null
        && (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0)) {
      add(field, timeout, "must be 1 ms to " + MAX_TIMEOUT.toMillis() + " ms");
    }
  }

  private void headerValue(String field, String value, String shown) {
    if (value.isBlank()) {
      broken.add(new Violation(field, shown, "must not be blank"));
    } else if (!value.strip().equals(value)) {
      broken.add(new Violation(field, shown, "must not begin or end with white space"));
    } else if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      broken.add(new Violation(field, shown, "must hold printable ASCII characters only"));
    }
  }

  public void maxRequestsPerSecond(int requests) {
    if (requests < 0) {
      add("maxRequestsPerSecond", requests, "must not be negative");
    }
  }

  /** Text that is there and survives the way to the service unchanged. */
  private boolean text(String field, @Nullable String value) {
    if (value == null) {
      add(field, null, "is required");
    } else if (value.strip().equals(clientKey)) {
      isTheKey(field);
    } else if (value.isBlank()) {
      add(field, value, "must not be blank");
    } else if (holds(value, c -> Character.getType(c) == Character.SURROGATE)) {
      add(field, value, "must not hold half of a surrogate pair");
    } else if (holds(value, Character::isISOControl)) {
      add(
          field,
          value,
          "must not hold control characters, such as a line break read along with it");
    } else {
      return true;
    }
    return false;
  }

  private static boolean holds(String text, IntPredicate codePoint) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (codePoint.test(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void isTheKey(String field) {
    broken.add(new Violation(field, HIDDEN, "must not be the API key"));
  }

  private void add(String field, @Nullable Object value, String rule) {
    broken.add(new Violation(field, value == null ? "(not set)" : shown(value), rule));
  }

  /** Throws {@link InvalidRequestException} with every broken rule, if there are any. */
  public void throwIfBroken() {
    if (!broken.isEmpty()) {
      throw new InvalidRequestException(broken);
    }
  }

  private static String shown(Object value) {
    if (!(value instanceof CharSequence)) {
      return Redactor.oneLine(value.toString());
    }
    String text = value.toString();
    boolean whole = text.length() <= SHOWN_LENGTH;
    return '"' + Redactor.oneLine(whole ? text : text.substring(0, SHOWN_LENGTH) + "…") + '"';
  }
}
