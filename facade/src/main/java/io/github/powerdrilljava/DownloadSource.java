package io.github.powerdrilljava;

/**
 * Where a download gets its URL from: a {@link PresignRequest}, by which the service is asked for
 * one, again when it expires, or a {@link PresignedUrl} that someone else was given.
 */
public sealed interface DownloadSource permits PresignRequest, PresignedUrl {}
