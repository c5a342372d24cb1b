package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an export came to.
 *
 * @param isComplete whether it brought all that it should
 * @param counts of data sources; none is 0
 * @param bytes of what was downloaded
 * @param failures by reason
 * @param unlisted how many the service counts, but does not list
 * @param time that it took
 */
record ExportSummary(
    ExportRequest request,
    boolean isComplete,
    Map<Outcome, Long> counts,
    long bytes,
    List<FailureGroups.Group> failures,
    long unlisted,
    Duration time) {

  private static final double MILLIS_A_SECOND = 1000;

  ExportSummary {
    counts = Map.copyOf(counts);
    failures = List.copyOf(failures);
  }

  long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /**
   * How many files are in place, and what follows from that, as the end of a message.
   *
   * @param ofThem what is added about them
   */
  static String inPlace(long files, String ofThem) {
    return files == 0
        ? "no file was exported; the same command tries again."
        : (files == 1 ? "1 file is" : files + " files are")
            + " in place"
            + ofThem
            + "; the same command fetches only the rest.";
  }

  String manifest() {
    return request.directory().resolve(ExportResult.MANIFEST).toString();
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Export of dataset "
            + request.datasetId()
            + " to "
            + request.directory()
            + (request.isDryRun() ? " (dry run):" : ":"));
    lines.add(
        request.isDryRun()
            ? line("to download", count(Outcome.MISSING), "")
            : line("downloaded", count(Outcome.DOWNLOADED), speed()));
    lines.add(line("unchanged", count(Outcome.UNCHANGED), unchanged()));
    if (count(Outcome.FAILED) > 0) {
      lines.add(line("failed", count(Outcome.FAILED), ""));
      failures.forEach(group -> add(lines, group));
    }
    if (unlisted > 0) {
      lines.add(line("not listed", unlisted, "the service counts them, but does not list them"));
    }
    if (isComplete) { // otherwise a message follows that states what to do
      lines.add("  next          " + next());
    }
    return lines;
  }

  /** Such as {@code 1.2 GB in 3.4 s, 352.9 MB/s}. */
  String speed() {
    double seconds = time.toMillis() / MILLIS_A_SECOND;
    return String.format(
        Locale.ROOT,
        "%s in %s, %s/s",
        DisplayText.bytes(bytes),
        DisplayText.time(time),
        DisplayText.bytes((long) (bytes / Math.max(seconds, 1 / MILLIS_A_SECOND))));
  }

  private String unchanged() {
    return "same id, name and listed size as in the manifest, and "
        + (request.verifiesFiles()
            ? "same SHA-256 on disk"
            : "same size and no later time on disk, or else same SHA-256");
  }

  private String next() {
    if (!request.isDryRun()) {
      return "the same command fetches only what is new or changed by then";
    }
    return count(Outcome.MISSING) > 0
        ? "the same command without --dry-run downloads them"
        : "nothing to do";
  }

  private static void add(List<String> lines, FailureGroups.Group group) {
    lines.add(String.format(Locale.ROOT, "    %,d %s", group.count(), group.reason()));
    group.examples().forEach(example -> lines.add("      " + example));
    long more = group.count() - group.examples().size();
    if (more > 0) {
      lines.add(String.format(Locale.ROOT, "      and %,d more", more));
    }
  }

  private static String line(String what, long count, String how) {
    String line = String.format(Locale.ROOT, "  %-12s %,6d", what, count);
    return count == 0 || how.isEmpty() ? line : line + "  (" + how + ")";
  }

  /** For programs. */
  JsonObject json() {
    return new JsonObject()
        .put("type", "summary")
        .put("dataset_id", request.datasetId())
        .put("dry_run", request.isDryRun())
        .put("verified", request.verifiesFiles())
        .put("downloaded", count(Outcome.DOWNLOADED))
        .put("unchanged", count(Outcome.UNCHANGED))
        .put("missing", count(Outcome.MISSING))
        .put("failed", count(Outcome.FAILED))
        .put("unlisted", unlisted)
        .put("bytes", bytes)
        .put("millis", time.toMillis())
        .put("manifest", manifest());
  }
}
