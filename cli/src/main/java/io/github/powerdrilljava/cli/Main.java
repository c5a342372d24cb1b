package io.github.powerdrilljava.cli;

/** Where the process begins and ends. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    int exitCode = Powerdrill.commandLine(System.getenv()).execute(args);
    if (exitCode == ExitCode.DONE.number() && System.out.checkError()) {
      System.err.println(ErrorReport.PREFIX + "standard output could not be written.");
      exitCode = ExitCode.FAULT.number();
    }
    System.exit(exitCode);
  }
}
