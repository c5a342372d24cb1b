package io.github.powerdrilljava.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/** The entry point. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    if (Powerdrill.isForService(args)) {
      Preloading.start();
    }
    CommandLine commandLine =
        Powerdrill.commandLine(System.getenv(), args)
            .setOut(writer(System.out, "stdout.encoding"))
            .setErr(writer(System.err, "stderr.encoding"));
    int exitCode = commandLine.execute(args);
    if (exitCode == ExitCode.DONE.number()) {
      exitCode = written();
    }
    System.exit(exitCode);
  }

  private static int written() {
    try {
      UnwritableOutput.throwIfAny();
      return ExitCode.DONE.number();
    } catch (UnwritableOutput e) {
      if (!e.readerGone()) {
        System.err.println(ErrorReport.PREFIX + e.getMessage());
      }
      return ExitCode.of(e).number();
    }
  }

  /** In the charset of file names and arguments, whatever -Dfile.encoding is. */
  private static PrintWriter writer(PrintStream stream, String property) {
    String charset = System.getProperty(property, System.getProperty("native.encoding"));
    return new PrintWriter(new OutputStreamWriter(stream, Charset.forName(charset)), true);
  }
}
