package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.secretscan.Secret;
import io.github.powerdrilljava.secretscan.SecretScan;
import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import picocli.CommandLine;

/** How one command ended, and what it wrote. */
record Outcome(int exitCode, String out, String err) {

  private static final Logger CLIENT = Logger.getLogger("io.github.powerdrilljava");

  /** Runs a command in this process. */
  static Outcome of(Map<String, String> environment, String... args) {
    return of(Powerdrill.commandLine(environment, args), args);
  }

  /** Runs a command that a test may have added to. */
  static Outcome of(CommandLine commandLine, String... args) {
    return of(commandLine, new StringWriter(), args);
  }

  /** Runs a command whose output a test looks at before it ends. */
  static Outcome of(CommandLine commandLine, StringWriter out, String... args) {
    StringWriter err = new StringWriter();
    commandLine.setOut(buffered(out)).setErr(buffered(err));
    int exitCode = commandLine.execute(args);
    endVerboseLog();
    Outcome outcome = new Outcome(exitCode, out.toString(), err.toString());
    outcome.failIfItShowsASecret(Arrays.asList(args));
    return outcome;
  }

  /** As in a process of its own, where nobody sees what the command does not flush. */
  private static PrintWriter buffered(Writer writer) {
    return new PrintWriter(new BufferedWriter(writer), true);
  }

  /** In a process of its own, it would end with the command. */
  private static void endVerboseLog() {
    for (Handler handler : CLIENT.getHandlers()) {
      CLIENT.removeHandler(handler);
    }
    CLIENT.setUseParentHandlers(true);
    CLIENT.setLevel(null);
  }

  /** Only a presigned URL that was asked for and a sandbox's key may show, on standard output. */
  void failIfItShowsASecret(List<String> command) {
    String told = "of " + String.join(" ", command);
    SecretScan.search("standard error " + told, err);
    if (command.contains("presign")) {
      SecretScan.search("standard output " + told, out, Secret.SIGNATURE);
    } else if (command.contains("sandbox")) {
      SecretScan.search("standard output " + told, out, Secret.API_KEY);
    } else {
      SecretScan.search("standard output " + told, out);
    }
  }

  /** All that anyone could see of it. */
  String everything() {
    return out + err;
  }
}
