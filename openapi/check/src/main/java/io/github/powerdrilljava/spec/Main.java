package io.github.powerdrilljava.spec;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "powerdrill spec",
    description = "Reports what a new contract means for this client, by trying it.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:compatible: accept it, and mvn verify stays green",
      "1:a contract, but this project has to be changed first",
      "2:not a usable contract, or wrong usage"
    })
public final class Main {

  private static final String CONTRACT = "The vendor's file, YAML or JSON; - for standard input.";
  private static final String ADD =
      "Operations that the file does not have stay. They also do if the contract has the file's "
          + "only operation already.";

  /** Escapes what is not ASCII, so that no text of a contract can control a terminal. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

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
    int exitCode = commandLine(new SpecCheck(root, new FacadeTrial(root))).execute(arguments);
    if (exitCode == 0 && System.out.checkError()) { // a verdict that nobody could read
      System.err.println("powerdrill spec: standard output could not be written");
      return Verdict.UNUSABLE.exitStatus;
    }
    return exitCode;
  }

  static CommandLine commandLine(SpecCheck check) {
    return new CommandLine(new Main(check))
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(
            (e, commandLine, parsed) -> {
              commandLine.getErr().println("powerdrill spec: " + DisplayText.printable(words(e)));
              return Verdict.UNUSABLE.exitStatus;
            });
  }

  private static String words(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    } else if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    } else if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason() + ": " + failure.getFile();
    }
    return e instanceof IOException
        ? String.valueOf(e.getMessage())
        : "it failed at " + e.getStackTrace()[0] + "; this is a defect of powerdrill spec";
  }

  @Command(name = "check", description = "Reports what a new contract means. Changes nothing.")
  int check(
      @Parameters(paramLabel = "NEW", description = CONTRACT) Path file,
      @Option(names = "--add", description = ADD) boolean add,
      @Option(names = "--json", description = "Report as JSON.") boolean json)
      throws IOException {
    Report report = check.check(read(file), add).report();
    print(report, json);
    return report.verdict().exitStatus;
  }

  @Command(
      name = "accept",
      description = "Reports, then replaces the contract by the new one if it is compatible.")
  int accept(
      @Parameters(paramLabel = "NEW", description = CONTRACT) Path file,
      @Option(names = "--add", description = ADD) boolean add,
      @Option(names = "--breaking", description = "Also if this project has to be changed first.")
          boolean breaking,
      @Option(names = "--json", description = "Report as JSON.") boolean json)
      throws IOException {
    byte[] bytes = read(file);
    try (Acceptance acceptance = Acceptance.begin(check.current())) {
      if (!acceptance.isAlone()) {
        report("powerdrill spec: another accept is running in this checkout; nothing was replaced");
        return Verdict.UNUSABLE.exitStatus;
      }
      SpecCheck.Checked checked = check.check(bytes, add);
      Report report = checked.report();
      print(report, json);
      if (report.verdict() == Verdict.UNUSABLE) {
        report("Not accepted: nothing was replaced.");
        return report.verdict().exitStatus;
      }
      if (report.verdict() == Verdict.CHANGES_NEEDED && !breaking) {
        report("Not accepted; accept --breaking replaces the contract anyway.");
        return report.verdict().exitStatus;
      }
      acceptance.install(checked.contract());
      report("Accepted: " + check.current() + " is the new contract. Next: mvn verify");
      return 0;
    }
  }

  /** A file, or standard input for "-". */
  private static byte[] read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "It is a directory");
    }
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
      return in.readNBytes(Document.MAX_BYTES + 1);
    }
  }

  private void report(String sentence) {
    spec.commandLine().getErr().println(sentence);
  }

  private void print(Report report, boolean json) throws IOException {
    spec.commandLine()
        .getOut()
        .print(json ? JSON.writeValueAsString(report) + "\n" : report.text());
    spec.commandLine().getOut().flush();
  }
}
