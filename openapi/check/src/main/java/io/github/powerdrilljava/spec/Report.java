package io.github.powerdrilljava.spec;

import java.util.List;

/**
 * What a new contract means for this project.
 *
 * @param operations the number of its operations
 * @param kept the operations of the current contract that the file does not have, and that stay
 * @param unusable why it cannot be used, a sentence each; empty if it can
 * @param needs what has to be changed in this project before it can be accepted
 * @param changes how it differs from the current contract
 * @param notes which parts of our overlay have no effect on it, which breaks nothing
 */
public record Report(
    Verdict verdict,
    int operations,
    List<String> kept,
    List<String> unusable,
    List<Need> needs,
    List<Change> changes,
    List<String> notes) {

  static Report unusable(List<String> why) {
    return new Report(Verdict.UNUSABLE, 0, List.of(), why, List.of(), List.of(), List.of());
  }

  static Report of(
      int operations,
      List<String> kept,
      List<Need> needs,
      List<Change> changes,
      List<String> notes) {
    Verdict verdict = needs.isEmpty() ? Verdict.COMPATIBLE : Verdict.CHANGES_NEEDED;
    return new Report(verdict, operations, kept, List.of(), needs, changes, notes);
  }

  /** In words, without characters that control a terminal. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "It cannot be used", unusable);
    if (unusable.isEmpty()) {
      if (changes.isEmpty()) {
        text.append("Nothing changed in the contract.\n");
      }
      section(text, "Not in the file, and kept", kept);
      section(text, "Changed in what the facade uses", lines(true));
      section(text, "Changed in what it does not use, which breaks nothing", lines(false));
      needs(text);
      section(text, "Without effect in openapi/overlay.yaml", notes);
      text.append(
          operations == 1
              ? "The client of the one operation generates and compiles.\n"
              : "The client of all %d operations generates and compiles.\n".formatted(operations));
    }
    return text.append("Verdict: ").append(verdict.words).append('\n').toString();
  }

  private List<String> lines(boolean used) {
    return changes.stream()
        .filter(change -> change.used() == used)
        .map(change -> change.operation() + ": " + change.what())
        .toList();
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
    if (!lines.isEmpty()) {
      text.append(title).append(":\n");
      lines.forEach(line -> line(text, "  ", line));
    }
  }

  private static void line(StringBuilder text, String indent, String line) {
    text.append(indent).append(DisplayText.printable(line)).append('\n');
  }
}
