package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.download.Targets;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.ShownUrl;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks requests before anything is sent. */
final class RequestValidator {

  /** The contract's minimum for {@code expires_in}. */
  static final long MIN_EXPIRES_IN_SECONDS = 60;

  /** The contract's bound on {@code x-pd-external-trace-id}. */
  static final int MAX_TRACE_ID_LENGTH = 128;

  /** The contract's bound on {@code search}. */
  static final int MAX_SEARCH_LENGTH = 128;

  private static final int MAX_JOBS = 64;
  private static final int MAX_CONNECTIONS = 64;
  private static final long MIN_PART_BYTES = 64 * 1024;
  private static final long MAX_PART_BYTES = 64 * 1024 * 1024;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

  private final Violations violations;
  private final @Nullable String clientKey;

  RequestValidator(Violations violations) {
    this(violations, null);
  }

  /**
   * @param clientKey the API key, which no request may name: ids show in URLs, messages and logs
   */
  RequestValidator(Violations violations, @Nullable String clientKey) {
    this.violations = violations;
    this.clientKey = clientKey;
  }

  /** Checks every part of a presign request. */
  void check(PresignRequest request, @Nullable String userId) {
    pathId("datasetId", request.datasetId());
    pathId("dataSourceId", request.dataSourceId());
    if (request.expiresIn() != null) {
      expiresIn(request.expiresIn());
    }
    caller(request, userId);
  }

  /** Checks every part of a request for one data source. */
  void check(DataSourceRequest request, @Nullable String userId) {
    pathId("datasetId", request.datasetId());
    pathId("dataSourceId", request.dataSourceId());
    caller(request, userId);
  }

  /** Checks every part of a request for datasets. */
  void check(ListDatasetsRequest request, @Nullable String userId) {
    if (request.search() != null
        && text("search", request.search())
        && request.search().length() > MAX_SEARCH_LENGTH) {
      violations.add(
          "search",
          request.search(),
          "must be at most " + MAX_SEARCH_LENGTH + " characters, has " + request.search().length());
    }
    atLeastOne("pageSize", request.pageSize());
    caller(request, userId);
  }

  /** As {@link #check(ListDatasetsRequest, String)}, for one page. */
  void check(ListDatasetsRequest request, int page, @Nullable String userId) {
    check(request, userId);
    atLeastOne("number", page);
  }

  /** Checks every part of a request for data sources. */
  void check(ListDataSourcesRequest request, @Nullable String userId) {
    pathId("datasetId", request.datasetId());
    if (request.status() != null) {
      text("status", request.status().value());
    }
    atLeastOne("pageSize", request.pageSize());
    caller(request, userId);
  }

  /** As {@link #check(ListDataSourcesRequest, String)}, for one page. */
  void check(ListDataSourcesRequest request, int page, @Nullable String userId) {
    check(request, userId);
    atLeastOne("number", page);
  }

  /** Checks every part of an export. */
  void check(ExportRequest request, @Nullable String userId) {
    pathId("datasetId", request.datasetId());
    Path directory = request.directory();
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
      violations.add("directory", directory, "must be a directory");
    }
    if (request.jobs() < 1 || request.jobs() > MAX_JOBS) {
      violations.add("jobs", request.jobs(), "must be 1 to " + MAX_JOBS);
    }
    caller(request, userId);
  }

  private void caller(ServiceRequest<?> request, @Nullable String userId) {
    userId(userId);
    if (request.externalTraceId() != null) {
      externalTraceId(request.externalTraceId());
    }
    callTimeout(request.callTimeout());
  }

  private void callTimeout(@Nullable Duration callTimeout) {
    new SettingsValidator(violations).timeout("callTimeout", callTimeout);
  }

  private void atLeastOne(String field, int value) {
    if (value < 1) {
      violations.add(field, value, "must be at least 1");
    }
  }

  /** Checks a download request, but for a {@link PresignRequest} in it. */
  void check(DownloadRequest<?> request, CleartextPolicy cleartext) {
    target(request.target(), request.replacesExisting());
    if (request.source() instanceof PresignedUrl url) {
      check(url, cleartext);
    }
    bounded("connections", request.connections(), 1, MAX_CONNECTIONS);
    bounded("partSize", request.partSize(), MIN_PART_BYTES, MAX_PART_BYTES);
    bounded("maxBytesPerSecond", request.maxBytesPerSecond(), 1, Long.MAX_VALUE);
    callTimeout(request.callTimeout());
    if (request.sha256() != null && !SHA256.matcher(request.sha256()).matches()) {
      violations.add("sha256", request.sha256(), "must be 64 hexadecimal digits");
    }
  }

  /** Checks a URL that did not come from the service just now. */
  void check(PresignedUrl url, CleartextPolicy cleartext) {
    String objection = cleartext.objection(url.url());
    if (objection != null) {
      violations.add("url", ShownUrl.of(url.url()), objection);
    }
  }

  /** A number that was not set is 0. */
  private void bounded(String field, long value, long least, long most) {
    if (value != 0 && (value < least || value > most)) {
      violations.add(
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
      violations.add("target", target, "must be in a directory that exists");
      return;
    }
    String objection = Targets.objection(target, replacesExisting);
    if (objection != null) {
      violations.add("target", target, objection);
    }
  }

  private void pathId(String field, @Nullable String id) {
    if (text(field, id) && (".".equals(id) || "..".equals(id))) {
      violations.add(field, id, "must not be \".\" or \"..\", which a URL's path cannot carry");
    }
  }

  private void userId(@Nullable String userId) {
    if (userId == null) {
      violations.add(
          "userId",
          null,
          "is required: set it on the request, on the client, or as POWERDRILL_USER_ID");
    } else {
      text("userId", userId);
    }
  }

  private void expiresIn(Duration expiresIn) {
    if (expiresIn.getNano() != 0) {
      violations.add("expiresIn", expiresIn, "must be whole seconds");
    }
    if (expiresIn.getSeconds() < MIN_EXPIRES_IN_SECONDS) {
      violations.add("expiresIn", expiresIn, "must be at least " + MIN_EXPIRES_IN_SECONDS + " s");
    }
    if (expiresIn.getSeconds() > Integer.MAX_VALUE) {
      violations.add("expiresIn", expiresIn, "must be at most " + Integer.MAX_VALUE + " s");
    }
  }

  private void externalTraceId(String traceId) {
    if (traceId.strip().equals(clientKey)) {
      isTheKey("externalTraceId");
      return;
    }
    String rule = HeaderValues.brokenRule(traceId);
    if (rule != null) {
      violations.add("externalTraceId", traceId, rule);
    }
    if (traceId.length() > MAX_TRACE_ID_LENGTH) {
      violations.add(
          "externalTraceId",
          traceId,
          "must be at most " + MAX_TRACE_ID_LENGTH + " characters, has " + traceId.length());
    }
  }

  /** Text that is there and survives the way to the service unchanged. */
  private boolean text(String field, @Nullable String value) {
    if (value == null) {
      violations.add(field, null, "is required");
    } else if (value.strip().equals(clientKey)) {
      isTheKey(field);
    } else if (value.isBlank()) {
      violations.add(field, value, "must not be blank");
    } else if (holds(value, c -> Character.getType(c) == Character.SURROGATE)) {
      violations.add(field, value, "must not hold half of a surrogate pair");
    } else if (holds(value, Character::isISOControl)) {
      violations.add(
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
    violations.addHidden(field, "must not be the API key");
  }
}
