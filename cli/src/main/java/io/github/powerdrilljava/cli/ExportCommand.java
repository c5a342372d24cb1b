package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Downloads the data sources of a dataset into a directory. */
@Command(
    name = "export",
    description = {
      "Downloads the data sources of a dataset into a directory, and prints the name of the manifest,"
          + " which lists the files.",
      "The same command fetches only what is new or changed, also after Ctrl-C or a failure. Other"
          + " files in the directory stay as they are; nothing is deleted. One data source that fails"
          + " does not keep the others from being exported: then the exit code is 9."
    },
    footer = {
      "%nJSON, for each data source: type (data_source), id, name, outcome (downloaded, unchanged,",
      "missing or failed), file, size, failure (as a failure on standard error, or null); at the end:",
      "type (summary), dataset_id, dry_run, verified, downloaded, unchanged, missing, failed, unlisted,",
      "bytes, millis, manifest"
    })
final class ExportCommand implements Callable<Integer>, ServiceCommand {

  private static final int MAX_JOBS = 64;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DATASET",
      description = "The dataset's id (dset-...), or its name")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataset;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description =
          "The directory for the files; it is created if it does not exist. One with an export from"
              + " another service is refused")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Path directory;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      converter = NamePattern.Converter.class,
      description = "Only data sources with such a name, for example '*.csv'; can be repeated")
  private List<NamePattern> included = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many data sources to download at a time, 1 to 64. Default: 8")
  private @Nullable Integer jobs;

  @Option(
      names = "--verify",
      description =
          "Read every file that is there, and compare its SHA-256 with the manifest. Default: only"
              + " those that were modified since they were exported")
  private boolean verify;

  @Option(names = "--dry-run", description = "Only list what would be downloaded; write nothing")
  private boolean dryRun;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write what became of each data source, and when which request was made, to FILE as a web"
              + " page, also if the export fails. An earlier report is replaced, any other file is not")
  private @Nullable Path report;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CallerOptions caller;

  @Override
  public Integer call() {
    if (directory.toString().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--output must name a directory, and is empty.");
    }
    if (jobs != null && (jobs < 1 || jobs > MAX_JOBS)) {
      throw new InvalidRequestException(
          List.of(new Violation("jobs", jobs.toString(), "must be 1 to " + MAX_JOBS)));
    }
    ReportFile file = report == null ? null : reportFile(report);
    ExportRecord kept = new ExportRecord();
    PowerdrillClient.Builder builder = PowerdrillClient.builder();
    if (file != null) {
      builder.listener(kept.events());
    }
    AtomicReference<@Nullable ExportReport> progress = new AtomicReference<>();
    try (PowerdrillClient client = powerdrill.connection().client(caller.userId(), builder)) {
      new Interruption(
              client::close,
              powerdrill.output()::interrupted,
              (isComplete, failure) -> kept(isComplete, progress.get()))
          .guard(() -> export(client, progress, kept, file));
    }
    return ExitCode.DONE.number();
  }

  private ReportFile reportFile(Path path) {
    ReportFile file = new ReportFile(path);
    try {
      file.check();
      return file;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--report: " + file.reason(e) + ". Nothing was exported.", e);
    }
  }

  private static String kept(boolean isComplete, @Nullable ExportReport report) {
    if (isComplete) {
      return " when the export was already complete.";
    }
    long downloaded = report == null ? 0 : report.count(Outcome.DOWNLOADED);
    long unchanged = report == null ? 0 : report.count(Outcome.UNCHANGED);
    return "; " + ExportSummary.inPlace(downloaded + unchanged, ", " + downloaded + " of them new");
  }

  private ExportResult export(
      PowerdrillClient client,
      AtomicReference<@Nullable ExportReport> to,
      ExportRecord kept,
      @Nullable ReportFile file) {
    String id = new Names(client, caller.userId(), caller.traceId()).datasetId(dataset);
    ExportRequest request = request(id);
    ExportReport progress =
        new ExportReport(
            powerdrill.output(), powerdrill.connection()::withoutSecrets, request, kept);
    to.set(progress);
    ExportResult result;
    ExportSummary summary;
    try (progress) {
      result = client.dataSources().export(request.withProgress(progress));
      summary = progress.summarize(true, result.unlisted());
    } catch (RuntimeException e) {
      writeAfter(e, file, kept, summarized(progress, e));
      throw e;
    }
    write(file, kept, summary, null);
    return result;
  }

  /** Printed where that says more than the failure does. */
  private ExportSummary summarized(ExportReport progress, RuntimeException failure) {
    long unlisted = failure instanceof ExportException export ? export.result().unlisted() : 0;
    boolean isPrinted =
        failure instanceof PowerdrillException
            && (powerdrill.output().isJson() || !progress.isEmpty());
    return isPrinted ? progress.summarize(false, unlisted) : progress.summary(false, unlisted);
  }

  private void write(
      @Nullable ReportFile file,
      ExportRecord kept,
      ExportSummary summary,
      @Nullable RuntimeException failure) {
    if (file != null) {
      file.write(
          out ->
              ExportPage.write(
                  out,
                  kept,
                  summary,
                  Instant.now(),
                  failure == null ? null : ErrorMessages.of(failure),
                  powerdrill.connection()::withoutSecrets));
      powerdrill.output().note("  report        " + report);
    }
  }

  /** That the export failed matters more than that the report could not be written. */
  private void writeAfter(
      RuntimeException failure,
      @Nullable ReportFile file,
      ExportRecord kept,
      ExportSummary summary) {
    try {
      write(file, kept, summary, failure);
    } catch (UncheckedIOException e) {
      failure.addSuppressed(e);
      powerdrill.output().warning(String.valueOf(e.getMessage()));
    }
  }

  private ExportRequest request(String datasetId) {
    ExportRequest request =
        ExportRequest.of(datasetId, directory)
            .withUserId(caller.userId())
            .withExternalTraceId(caller.traceId());
    request = jobs == null ? request : request.withJobs(jobs);
    request = verify ? request.verifyingFiles() : request;
    request = dryRun ? request.dryRun() : request;
    return included.isEmpty()
        ? request
        : request.withFilter(
            each -> included.stream().anyMatch(pattern -> pattern.test(each.name())));
  }
}
