package io.github.powerdrilljava;

/**
 * Where a download gets its URL from: a {@link PresignRequest}, by which the service is asked for
 * one, again when it expires, or a {@link PresignedUrl} that someone else was given.
 *
 * <pre>{@code
 * DownloadRequest<PresignRequest> renewed =
 *     DownloadRequest.of(PresignRequest.of("dset-…", "ds-…"), Path.of("sales.csv"));
 * PresignedUrl url = powerdrill.dataSources().presign("dset-…", "ds-…");
 * DownloadRequest<PresignedUrl> once = DownloadRequest.of(url, Path.of("sales.csv"));
 * }</pre>
 */
public sealed interface DownloadSource permits PresignRequest, PresignedUrl {}
