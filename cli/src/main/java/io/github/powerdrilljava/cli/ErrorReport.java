package io.github.powerdrilljava.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a failure: one line on standard error, with {@code --verbose} its stack trace below, with
 * {@code --json} an object.
 */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  static final String PREFIX = "powerdrill: ";

  private final Connection connection;
  private final Output output;

  ErrorReport(Connection connection, Output output) {
    this.connection = connection;
    this.output = output;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    Throwable failure =
        exception instanceof ExecutionException && exception.getCause() instanceof Error error
            ? error
            : exception;
    ExitCode exitCode = ExitCode.of(failure);
    if (exitCode == ExitCode.INTERRUPTED || exitCode == ExitCode.READER_GONE) {
      return exitCode.number();
    }
    PrintWriter err = commandLine.getErr();
    String message =
        connection.withoutSecrets(ErrorMessages.of(failure) + connection.noteOn(failure));
    if (!output.isJson()) {
      err.println(PREFIX + Printable.line(message));
    }
    if (connection.verbose()) {
      err.print(connection.withoutSecrets(trace(failure)));
      err.flush();
    }
    if (output.isJson()) { // the last line, so that it is easy to find
      err.println(FailureJson.of(failure, Printable.line(message)));
    }
    return exitCode.number();
  }

  /** Each message on one line: quoted text must not look like another line of the trace. */
  private static String trace(Throwable failure) {
    StringWriter written = new StringWriter();
    failure.printStackTrace(new PrintWriter(written, true));
    String trace = written.toString();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      trace = trace.replace(message, Printable.line(message));
    }
    return Printable.lines(trace);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    if (Arrays.asList(args).contains(Output.JSON)) {
      String mistake = Printable.line(usageMistake(failure));
      commandLine.getErr().println(FailureJson.of(failure, mistake));
      return ExitCode.of(failure).number();
    }
    commandLine
        .getErr()
        .println(
            PREFIX
                + Printable.line(usageMistake(failure))
                + " See '"
                + commandLine
                    .getCommandSpec()
                    .qualifiedName()
                    .replaceFirst("powerdrill", Matcher.quoteReplacement(ShellWord.thisCommand()))
                + " --help'.");
    return ExitCode.of(failure).number();
  }

  /** Never repeats what may be a key that was given as an argument. */
  private static String usageMistake(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> options =
          unmatched.getUnmatched().stream()
              .filter(argument -> argument.startsWith("-"))
              .map(ErrorReport::name)
              .toList();
      if (options.stream().anyMatch(ErrorReport::namesAKey)) {
        return "the API key is not accepted as an argument, which others on this machine could read:"
            + " set POWERDRILL_PROJECT_API_KEY, or name a file that holds it with --api-key-file"
            + " FILE.";
      }
      if (!options.isEmpty()) {
        return "no such option: " + String.join(", ", options) + ".";
      }
      return failure.getCommandLine().getParent() == null
          ? "no such command: '" + unmatched.getUnmatched().get(0) + "'."
          : "too many arguments.";
    }
    String message = String.valueOf(failure.getMessage()).strip();
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  /** Without a value, however it is separated; after one letter there may be no separator. */
  private static String name(String option) {
    String name = option.replaceFirst("(?s)[^\\p{L}\\p{N}_-].*", "");
    return name.startsWith("--") || namesAKey(name)
        ? name
        : name.substring(0, Math.min(2, name.length()));
  }

  private static boolean namesAKey(String option) {
    return option.matches("(?i)-{1,2}(k|(api[-_]?)?(key|token|secret))");
  }
}
