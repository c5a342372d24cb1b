package io.github.powerdrilljava.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** How one command ended, and what it wrote. */
record Outcome(int exitCode, String out, String err) {

  /** Runs a command in this process. */
  static Outcome of(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine =
        Powerdrill.commandLine(environment)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Outcome(commandLine.execute(args), out.toString(), err.toString());
  }

  /** All that anyone could see of it. */
  String everything() {
    return out + err;
  }
}
