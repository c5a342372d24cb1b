package io.github.powerdrilljava;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a data source in an export.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().export(ExportRequest.of("dset-…", Path.of("sales")));
 * } catch (ExportException e) {
 *   for (ExportedDataSource failed : e.result().failures()) {
 *     System.err.println(failed.dataSource().name() + ": " + failed.failure());
 *   }
 * }
 * }</pre>
 *
 * @param dataSource as it was listed
 * @param outcome what became of it
 * @param file where it is, or would be; {@code null} if no file could be named for it
 * @param size of the file in bytes; 0 where it could not be exported, or is only to be
 * @param failure why it could not be exported; {@code null} if it could
 */
public record ExportedDataSource(
    DataSource dataSource,
    Outcome outcome,
    @Nullable Path file,
    long size,
    @Nullable PowerdrillException failure) {

  /**
   * What can become of a data source.
   *
   * <pre>{@code
   * ProgressListener downloads =
   *     new ProgressListener() {
   *       @Override
   *       public void onProgress(long done, long total) {}
   *
   *       @Override
   *       public void onExported(ExportedDataSource exported) {
   *         if (exported.outcome() == ExportedDataSource.Outcome.DOWNLOADED) {
   *           System.out.println(exported.file());
   *         }
   *       }
   *     };
   * }</pre>
   */
  public enum Outcome {
    /** Its file was downloaded, or was there already, not from an export, with the same bytes. */
    DOWNLOADED,
    /** Its file was there, from an earlier export. */
    UNCHANGED,
    /** Its file is to be downloaded, see {@link ExportRequest#dryRun}. */
    MISSING,
    /** It could not be exported. */
    FAILED
  }
}
