package io.github.powerdrilljava;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks for the data sources of a dataset as files in one directory.
 *
 * <pre>{@code
 * ExportRequest request =
 *     ExportRequest.of("dset-…", Path.of("sales"))
 *         .withFilter(dataSource -> dataSource.name().endsWith(".csv"))
 *         .withJobs(4);
 * ExportResult result = powerdrill.dataSources().export(request);
 * }</pre>
 */
public final class ExportRequest extends ServiceRequest<ExportRequest> {

  private static final int DEFAULT_JOBS = 8;

  private final ExportFields fields;
  private final ExportOptions options;

  private ExportRequest(Caller caller, ExportFields fields, ExportOptions options) {
    super(caller, fields);
    this.fields = fields;
    this.options = options;
  }

  private record ExportFields(String datasetId, Path directory) {}

  /** Changed only before it is given to the one request that holds it. */
  private static final class ExportOptions {
    private Predicate<DataSource> filter = dataSource -> true;
    private int jobs = DEFAULT_JOBS;
    private boolean verify;
    private boolean dryRun;
    private ProgressListener progress = ListDatasetsRequest.NO_PROGRESS;
  }

  @Override
  ExportRequest of(Caller caller) {
    return new ExportRequest(caller, fields, options);
  }

  private ExportRequest with(Consumer<ExportOptions> change) {
    ExportOptions changed = new ExportOptions();
    changed.filter = options.filter;
    changed.jobs = options.jobs;
    changed.verify = options.verify;
    changed.dryRun = options.dryRun;
    changed.progress = options.progress;
    change.accept(changed);
    return new ExportRequest(caller(), fields, changed);
  }

  /**
   * An export of all data sources of a dataset.
   *
   * @param datasetId not blank, not {@code "."} or {@code ".."}; any other text arrives at the
   *     service exactly as given
   * @param directory where the files are to be; it is created if it does not exist. A directory
   *     with an export from another service, by its base URL, is refused
   */
  public static ExportRequest of(String datasetId, Path directory) {
    return new ExportRequest(
        CLIENTS_OWN,
        new ExportFields(datasetId, Objects.requireNonNull(directory, "directory")),
        new ExportOptions());
  }

  /** The same export, of those data sources only that the filter accepts. */
  public ExportRequest withFilter(Predicate<DataSource> filter) {
    Objects.requireNonNull(filter, "filter");
    return with(changed -> changed.filter = filter);
  }

  /** The same export, of so many data sources at a time: 1 to 64, by default 8. */
  public ExportRequest withJobs(int jobs) {
    return with(changed -> changed.jobs = jobs);
  }

  /**
   * The same export, which reads each file that is there and compares its SHA-256 with that in the
   * manifest. By default it does so only where the file was modified after its entry was written.
   */
  public ExportRequest verifyingFiles() {
    return with(changed -> changed.verify = true);
  }

  /**
   * The same export, which only finds out what there is to do, and writes nothing. A file that is
   * there, but in no manifest, counts as missing: only a download shows whether it is the same.
   */
  public ExportRequest dryRun() {
    return with(changed -> changed.dryRun = true);
  }

  /**
   * The same export, which reports to this listener how many data sources are done, of how many
   * that the service counts, what became of each, and, through {@link
   * ProgressListener#ofDataSource}, how far each download is.
   */
  public ExportRequest withProgress(ProgressListener progress) {
    Objects.requireNonNull(progress, "progress");
    return with(changed -> changed.progress = progress);
  }

  /** The dataset whose data sources are exported. */
  public String datasetId() {
    return fields.datasetId;
  }

  /** Where the files are to be. */
  public Path directory() {
    return fields.directory;
  }

  /** Which data sources are exported. */
  public Predicate<DataSource> filter() {
    return options.filter;
  }

  /** How many data sources are exported at a time. */
  public int jobs() {
    return options.jobs;
  }

  /** Whether the SHA-256 of each file that is there is compared. */
  public boolean verifiesFiles() {
    return options.verify;
  }

  /** Whether nothing is written. */
  public boolean isDryRun() {
    return options.dryRun;
  }

  /** The listener that progress is reported to. */
  public ProgressListener progress() {
    return options.progress;
  }
}
