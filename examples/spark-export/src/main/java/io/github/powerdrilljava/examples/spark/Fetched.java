package io.github.powerdrilljava.examples.spark;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an executor reports of one object.
 *
 * @param failure why there is no file, without secrets; {@code null} if there is one
 * @param isFinal whether another URL would not help
 */
record Fetched(
    String id,
    long size,
    @Nullable String sha256,
    Instant at,
    @Nullable String failure,
    boolean isFinal)
    implements Serializable {

  static Fetched file(String id, long size, String sha256) {
    return new Fetched(id, size, sha256, Instant.now(), null, true);
  }

  static Fetched failure(String id, String failure) {
    return new Fetched(id, 0, null, Instant.now(), failure, false);
  }

  static Fetched conflict(String id, String failure) {
    return new Fetched(id, 0, null, Instant.now(), failure, true);
  }
}
