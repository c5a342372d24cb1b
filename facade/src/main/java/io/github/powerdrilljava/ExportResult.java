package io.github.powerdrilljava;

import java.nio.file.Path;
import java.util.List;

/**
 * What an export has brought.
 *
 * <pre>{@code
 * ExportResult result =
 *     powerdrill.dataSources().export(ExportRequest.of("dset-…", Path.of("sales")));
 * System.out.println(result.downloaded() + " files, listed in " + result.manifest());
 * }</pre>
 *
 * @param manifest where the files are listed, as JSON Lines: {@code dataset}, {@code id}, {@code
 *     name}, {@code path} (relative to the manifest), {@code size}, {@code listed_size}, {@code
 *     sha256}, {@code fetched_at}, {@code validator} (the store's, such as an entity tag), {@code
 *     service} (the base URL of the API); where a data source has several lines, the last one
 *     counts
 * @param downloaded how many data sources were downloaded
 * @param unchanged how many files were there from an earlier export
 * @param missing how many data sources are to be downloaded; only in a {@link ExportRequest#dryRun}
 * @param bytes the size of all files that were downloaded
 * @param failures each data source that could not be exported, and why
 * @param unlisted how many more data sources the service counted than it listed
 */
public record ExportResult(
    Path manifest,
    long downloaded,
    long unchanged,
    long missing,
    long bytes,
    List<ExportedDataSource> failures,
    long unlisted) {

  /** The name of the manifest in the directory of an export. */
  public static final String MANIFEST = "powerdrill-manifest.jsonl";

  /** Copies the failures. */
  public ExportResult {
    failures = List.copyOf(failures);
  }
}
