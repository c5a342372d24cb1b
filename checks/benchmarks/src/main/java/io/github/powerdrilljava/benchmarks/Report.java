package io.github.powerdrilljava.benchmarks;

import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables in Markdown, some of whose figures must keep a rule. */
final class Report {

  private final PrintStream out;
  private boolean good = true;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Begins a table. */
  void table(String... columns) {
    out.println();
    row((Object[]) columns);
    row(Collections.nCopies(columns.length, "---").toArray());
  }

  void row(Object... cells) {
    out.println(
        Stream.of(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |")));
  }

  /** Begins the table of {@link #figure figures}. */
  void figures() {
    table("what", "seen", "must be", "");
  }

  void figure(String what, Object seen) {
    row(what, seen, "", "");
  }

  void figure(String what, Object seen, Object mustBe, boolean holds) {
    row(what, seen, mustBe, holds ? "ok" : "FAILED");
    good &= holds;
  }

  /** As the figure that must be this one. */
  void figure(String what, long seen, long mustBe) {
    figure(what, seen, mustBe, seen == mustBe);
  }

  /** Tells what is wrong, if anything is. */
  void complaints(List<String> complaints) {
    complaints.forEach(out::println);
  }

  /** Whether every figure kept its rule. */
  boolean isGood() {
    return good;
  }
}
