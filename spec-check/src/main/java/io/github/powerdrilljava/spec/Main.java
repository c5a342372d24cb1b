package io.github.powerdrilljava.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "powerdrill-spec",
    description = "Tells what a new file of the vendor's means for this client.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:compatible",
      "1:breaking: callers, the facade or the overlay have to follow",
      "2:a broken file, or wrong usage"
    })
public final class Main {

  @Spec
  @SuppressWarnings("NullAway.Init") // by Picocli
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // Picocli acts on it
  private boolean help;

  private final SpecCheck check;

  private Main(SpecCheck check) {
    this.check = check;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(run(Path.of(System.getProperty("powerdrill.root", ".")), arguments));
  }

  static int run(Path root, String... arguments) {
    return commandLine(root).execute(arguments);
  }

  static CommandLine commandLine(Path root) {
    return new CommandLine(new Main(new SpecCheck(root)))
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              commandLine.getErr().println("powerdrill-spec: " + words(e));
              return Verdict.BROKEN.exitStatus;
            });
  }

  private static String words(Exception e) {
    return e instanceof NoSuchFileException missing
        ? "there is no file " + missing.getFile()
        : String.valueOf(e.getMessage());
  }

  @Command(name = "check", description = "Reports what a new file would change. Changes nothing.")
  int check(
      @Parameters(paramLabel = "NEW", description = "The vendor's file, YAML or JSON.") Path file,
      @Option(names = "--json", description = "Report as JSON.") boolean json)
      throws IOException {
    Report report = check.check(file);
    print(report, json);
    return report.verdict().exitStatus;
  }

  @Command(
      name = "accept",
      description = "Reports, then replaces the current file by the new one if that is compatible.")
  int accept(
      @Parameters(paramLabel = "NEW", description = "The vendor's file, YAML or JSON.") Path file,
      @Option(names = "--breaking", description = "Also if it is breaking.") boolean breaking,
      @Option(names = "--json", description = "Report as JSON.") boolean json)
      throws IOException {
    Report report = check.check(file);
    print(report, json);
    boolean accepted =
        report.verdict() == Verdict.COMPATIBLE
            || (report.verdict() == Verdict.BREAKING && breaking);
    if (accepted) {
      Path temporary = check.current().resolveSibling("powerdrill-v2.yaml.new");
      Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
      Files.move(temporary, check.current(), StandardCopyOption.ATOMIC_MOVE);
    }
    spec.commandLine()
        .getErr()
        .println(
            accepted
                ? "Accepted: " + check.current() + " is the new file."
                : report.verdict() == Verdict.BREAKING
                    ? "Not accepted; accept --breaking replaces the file all the same."
                    : "Not accepted: nothing was replaced.");
    return accepted ? 0 : report.verdict().exitStatus;
  }

  private void print(Report report, boolean json) throws IOException {
    spec.commandLine()
        .getOut()
        .print(
            json
                ? new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(report)
                    + "\n"
                : report.text());
    spec.commandLine().getOut().flush();
  }
}
