package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.PresignedUrl;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One object for an executor to fetch. It travels in its task and nowhere else: its URL is a
 * secret, which {@link PresignedUrl#toString()} keeps.
 *
 * @param path of the file, relative to the destination
 * @param size as the service states it; {@code null} where it does not
 * @param replaces the SHA-256 of the file of an earlier export, which may be replaced; {@code null}
 *     if there is none
 */
record Work(
    String id, String path, @Nullable Long size, PresignedUrl url, @Nullable String replaces)
    implements Serializable {}
