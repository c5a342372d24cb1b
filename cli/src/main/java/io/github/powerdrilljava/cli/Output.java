package io.github.powerdrilljava.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Where a command writes: results to standard output, for people or as JSON, and what people should
 * know to standard error.
 */
final class Output {

  /** The option's name, which must be known where the arguments could not be read. */
  static final String JSON = "--json";

  @Option(
      names = JSON,
      scope = ScopeType.INHERIT,
      description =
          "Print results as JSON, one object a line, and a failure as one object on standard error;"
              + " fields below")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print only results and errors")
  private boolean quiet;

  private PrintWriter out = new PrintWriter(Writer.nullWriter());
  private PrintWriter err = new PrintWriter(Writer.nullWriter());
  private Screen screen = new Screen(false, false, Screen.USUAL_COLUMNS);

  /** To be called before anything else. */
  void use(PrintWriter out, PrintWriter err, Screen screen) {
    this.out = out;
    this.err = err;
    this.screen = screen;
  }

  boolean isJson() {
    return json;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Whether results are for someone who sits at a terminal. */
  boolean isTable() {
    return screen.isOut() && !json;
  }

  /** Whether results may have words around them: programs read neither a terminal nor JSON. */
  boolean isForPeople() {
    return isTable() && !quiet;
  }

  /** Whether progress is shown. */
  boolean isProgressShown() {
    return screen.isErr() && !json && !quiet;
  }

  int columns() {
    return screen.columns();
  }

  /** A line of a result. */
  void print(String line) {
    out.println(line);
  }

  /** A result, or one of several. */
  void print(JsonObject object) {
    out.println(object);
  }

  /** What a person may want to know beside the result. */
  void notice(String text) {
    if (!json && !quiet) {
      err.println(ErrorReport.PREFIX + Printable.line(text));
    }
  }

  /** What should be changed, although the command succeeds. */
  void warning(String text) {
    if (quiet) {
      return;
    }
    err.println(
        json
            ? new JsonObject().put("warning", text).toString()
            : ErrorReport.PREFIX + "warning: " + Printable.line(text));
  }

  /** A line that a person may want to read, which says by itself what it is about. */
  void note(String line) {
    if (!json && !quiet) {
      err.println(keepingIndent(line));
    }
  }

  private static String keepingIndent(String line) {
    String text = line.stripLeading();
    return " ".repeat(line.length() - text.length()) + Printable.line(text);
  }

  /** Moves the cursor of a terminal, and draws there. */
  void draw(String text) {
    err.print(text);
    err.flush();
  }

  /** What has failed while the command continues: JSON has it among the results. */
  void warn(String text) {
    if (!json) {
      err.println(ErrorReport.PREFIX + Printable.line(text));
    }
  }

  /** Reports that a signal ends the command. */
  void interrupted(String text) {
    if (json) {
      err.println(FailureJson.interrupted(text));
    } else {
      err.println(ErrorReport.PREFIX + text);
    }
  }

  /**
   * Writes out what was printed.
   *
   * @throws UnwritableOutput if some of it was lost
   */
  void flush() {
    out.flush();
    UnwritableOutput.throwIfAny();
  }
}
