package io.github.powerdrilljava.spec;

import java.util.List;

/**
 * What a new file means.
 *
 * @param changes what is different in the operations
 * @param overlay what in our overlay no longer fits
 * @param handWritten what the facade enforces by hand and the contract now states differently
 * @param broken why no client can be made from it
 * @param operations how many operations there are now
 */
public record Report(
    Verdict verdict,
    int operations,
    List<Change> changes,
    List<String> overlay,
    List<String> handWritten,
    List<String> broken) {

  static Report of(
      int operations,
      List<Change> changes,
      List<String> overlay,
      List<String> handWritten,
      List<String> broken) {
    boolean breaking =
        changes.stream().anyMatch(Change::breaking) || !overlay.isEmpty() || !handWritten.isEmpty();
    Verdict verdict =
        !broken.isEmpty() ? Verdict.BROKEN : breaking ? Verdict.BREAKING : Verdict.COMPATIBLE;
    return new Report(verdict, operations, changes, overlay, handWritten, broken);
  }

  /** In words. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "No client can be made from it", broken);
    section(
        text,
        "Breaking for callers",
        changes.stream().filter(Change::breaking).map(Report::line).toList());
    section(
        text,
        "Changed, and no harm to callers",
        changes.stream().filter(change -> !change.breaking()).map(Report::line).toList());
    section(text, "To be edited in openapi/overlay.yaml", overlay);
    section(text, "To be looked at in the facade, which takes otherwise for granted", handWritten);
    if (changes.isEmpty() && broken.isEmpty()) {
      text.append("No operation differs.\n");
    }
    if (broken.isEmpty()) {
      text.append(
          "The client for all operations, %d, generates and compiles.%n".formatted(operations));
    }
    return text.append("Verdict: ").append(words(verdict)).append('\n').toString();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append(":\n");
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private static String line(Change change) {
    return change.operation() + ": " + change.what();
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case COMPATIBLE -> "compatible.";
      case BREAKING -> "breaking.";
      case BROKEN -> "broken file.";
    };
  }
}
