package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.ProgressListener;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.Redactor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has become of an export so far; reports it, and sums it up. */
public final class ExportTally implements ProgressListener {

  private final ExportRequest request;
  private final BooleanSupplier isClosed;
  private final List<ExportedDataSource> failures = new ArrayList<>();
  private long downloaded;
  private long unchanged;
  private long missing;
  private long skipped;
  private long bytes;
  private long listed;
  private long counted = UNKNOWN;
  private boolean isListed;
  private @Nullable Throwable failure;

  /**
   * Begins with nothing.
   *
   * @param isClosed whether the client is
   */
  public ExportTally(ExportRequest request, BooleanSupplier isClosed) {
    this.request = request;
    this.isClosed = isClosed;
  }

  /** The list's progress. */
  @Override
  public synchronized void onProgress(long done, long total) {
    listed = done;
    counted = total;
    report();
  }

  /** The list has come to its end. */
  synchronized void listed() {
    isListed = true;
  }

  synchronized void skip() {
    skipped++;
    report();
  }

  synchronized void add(ExportedDataSource exported) {
    switch (exported.outcome()) {
      case DOWNLOADED -> {
        downloaded++;
        bytes += exported.size();
      }
      case UNCHANGED -> unchanged++;
      case MISSING -> missing++;
      case FAILED -> failures.add(exported);
    }
    request.progress().onExported(exported);
    report();
  }

  private void report() {
    request
        .progress()
        .onProgress(downloaded + unchanged + missing + skipped + failures.size(), counted);
  }

  /** Ends the export, unless that has happened already, or the client's end is what it fails of. */
  synchronized void fail(Throwable cause, Cancellation cancellation) {
    if (!cancellation.isEnded() && !isClosed.getAsBoolean()) {
      failure = cause;
    }
    cancellation.end();
  }

  /** Sums it up once it is over. */
  synchronized ExportResult result(Path manifest, Cancellation cancellation) {
    long unlisted = isListed ? Math.max(0, counted - listed) : 0;
    ExportResult result =
        new ExportResult(manifest, downloaded, unchanged, missing, bytes, failures, unlisted);
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked; // of the list, of a listener or of the filter
    }
    if (failure != null || cancellation.isEnded()) {
      throw exception(result, reason(cancellation), failure == null ? null : cause(failure));
    }
    if (!failures.isEmpty() || unlisted > 0) {
      throw exception(result, incomplete(unlisted), firstFailure());
    }
    return result;
  }

  private String reason(Cancellation cancellation) {
    if (failure != null && cause(failure) instanceof ClosedByInterruptException) {
      return "the thread was interrupted";
    }
    if (failure instanceof KeyRefusedException) {
      return String.valueOf(cause(failure).getMessage());
    }
    if (failure instanceof ManifestException e) {
      return "the manifest could not be written, " + said(e.getCause());
    }
    if (failure != null && !(failure instanceof CancelledException)) {
      return said(failure);
    }
    if (isClosed.getAsBoolean()) {
      return "the client was closed";
    }
    return cancellation.isInterruption() ? "the thread was interrupted" : "it was cancelled";
  }

  /** Who calls the client sees none of the classes of this package. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean isOwn = failure instanceof KeyRefusedException || failure instanceof ManifestException;
    return isOwn && cause != null ? cause : failure;
  }

  private static String said(@Nullable Throwable e) {
    if (!(e instanceof FileSystemException disk)) {
      return String.valueOf(e);
    }
    String reason = disk.getReason();
    if (reason == null) {
      reason =
          e instanceof AccessDeniedException
              ? "permission denied"
              : e instanceof FileAlreadyExistsException ? "is no directory" : "does not exist";
    }
    return disk.getFile() + ": " + reason;
  }

  private String incomplete(long unlisted) {
    StringBuilder reason = new StringBuilder();
    if (!failures.isEmpty()) {
      reason.append(
          failures.size() == 1 ? "1 data source failed" : failures.size() + " data sources failed");
      if (unlisted > 0) {
        reason.append(", and ");
      }
    }
    if (unlisted > 0) {
      reason
          .append("the service counts ")
          .append(unlisted)
          .append(" more than it lists, also when asked again");
    }
    PowerdrillException first = firstFailure();
    return first == null
        ? reason.toString()
        : reason + ". The first failure: " + first.getMessage();
  }

  private @Nullable PowerdrillException firstFailure() {
    return failures.isEmpty() ? null : failures.get(0).failure();
  }

  private String inPlace() {
    long files = downloaded + unchanged;
    return files == 0
        ? "No file was exported."
        : (files == 1 ? "1 file is" : files + " files are")
            + " in place; the same export fetches only the rest.";
  }

  private ExportException exception(ExportResult result, String reason, @Nullable Throwable cause) {
    PowerdrillException first = cause instanceof PowerdrillException e ? e : null;
    String sentence = Redactor.oneLine(reason);
    return new ExportException(
        "Could not export all of dataset \""
            + Redactor.oneLine(request.datasetId())
            + "\": "
            + sentence
            + (sentence.endsWith(".") ? " " : ". ")
            + inPlace(),
        result,
        first == null ? null : first.traceId(),
        first == null ? null : first.externalTraceId(),
        cause instanceof IOException || cause instanceof PowerdrillException ? cause : null);
  }
}
