package io.github.powerdrilljava.cli;

/** Where the process begins and ends. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(Powerdrill.commandLine(System.getenv()).execute(args));
  }
}
