package io.github.powerdrilljava.spec;

import java.util.List;

/**
 * What a new file means.
 *
 * @param operations how many operations it has
 * @param unusable why it cannot be used, a sentence each; empty if it can
 * @param needs what has to be changed here before it can be accepted
 * @param changes how it differs from the current contract
 * @param notes what in our overlay does nothing with it, which breaks nothing
 */
public record Report(
    Verdict verdict,
    int operations,
    List<String> unusable,
    List<Need> needs,
    List<Change> changes,
    List<String> notes) {

  static Report unusable(List<String> why) {
    return new Report(Verdict.UNUSABLE, 0, why, List.of(), List.of(), List.of());
  }

  static Report of(int operations, List<Need> needs, List<Change> changes, List<String> notes) {
    Verdict verdict = needs.isEmpty() ? Verdict.COMPATIBLE : Verdict.CHANGES_NEEDED;
    return new Report(verdict, operations, List.of(), needs, changes, notes);
  }

  /** In words, without characters that a terminal would act on. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "It cannot be used", unusable);
    if (unusable.isEmpty()) {
      section(
          text,
          changes.isEmpty() ? "Nothing changed in the contract" : "Changed in the contract",
          changes.stream().map(change -> change.operation() + ": " + change.what()).toList());
      needs(text);
      section(text, "Without effect in openapi/overlay.yaml", notes);
      text.append(
          operations == 1
              ? "The client of the one operation generates and compiles.\n"
              : "The client of all %d operations generates and compiles.\n".formatted(operations));
    }
    return text.append("Verdict: ").append(verdict.words).append('\n').toString();
  }

  private void needs(StringBuilder text) {
    if (needs.isEmpty()) {
      return;
    }
    text.append("To be changed here:\n");
    for (Need need : needs) {
      line(text, "  ", need.line());
      need.evidence().lines().forEach(line -> line(text, "      ", line));
    }
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty() || title.startsWith("Nothing")) {
      text.append(title).append(lines.isEmpty() ? ".\n" : ":\n");
      lines.forEach(line -> line(text, "  ", line));
    }
  }

  private static void line(StringBuilder text, String indent, String line) {
    text.append(indent).append(Words.printable(line)).append('\n');
  }
}
