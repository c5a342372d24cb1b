package io.github.powerdrilljava.internal.download;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a download has brought.
 *
 * @param path the file
 * @param validator by which the store distinguishes this version of the object from others, null if
 *     it does not
 */
public record DownloadedFile(Path path, @Nullable String validator) {}
