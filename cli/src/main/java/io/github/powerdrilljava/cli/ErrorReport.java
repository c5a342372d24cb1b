package io.github.powerdrilljava.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a failure: one line on standard error, with {@code --verbose} its stack trace below. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  static final String PREFIX = "powerdrill: ";

  private final Connection connection;

  ErrorReport(Connection connection) {
    this.connection = connection;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    ExitCode exitCode = ExitCode.of(failure);
    if (exitCode == ExitCode.INTERRUPTED) {
      return exitCode.number();
    }
    PrintWriter err = commandLine.getErr();
    err.println(PREFIX + connection.withoutSecrets(Complaint.about(failure)));
    if (connection.verbose()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      err.print(connection.withoutSecrets(trace.toString()));
      err.flush();
    }
    return exitCode.number();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    commandLine
        .getErr()
        .println(
            PREFIX
                + usageMistake(failure)
                + " See '"
                + commandLine.getCommandSpec().qualifiedName()
                + " --help'.");
    return ExitCode.of(failure).number();
  }

  /** Never repeats what may be a key that was given as an argument. */
  private static String usageMistake(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().stream().anyMatch(ErrorReport::namesAKey)) {
      return "the API key is never taken as an argument, which others on this machine could read:"
          + " set POWERDRILL_PROJECT_API_KEY, or name a file that holds it with --api-key-file FILE.";
    }
    String message = String.valueOf(failure.getMessage()).strip();
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  private static boolean namesAKey(String argument) {
    return argument.matches("--?(api-?)?(key|token|secret)(=.*)?");
  }
}
