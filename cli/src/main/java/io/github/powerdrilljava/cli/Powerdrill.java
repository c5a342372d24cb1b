package io.github.powerdrilljava.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what its subcommands share, and help for who gives none. */
@Command(
    name = "powerdrill",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    commandListHeading = "%nCommands:%n")
final class Powerdrill implements Callable<Integer> {

  private static final String[] DESCRIPTION = {
    "Gets data sources out of Powerdrill: a temporary URL for one, or its content."
  };

  private static final String[] FOOTER = {
    "%nEnvironment:",
    "  POWERDRILL_PROJECT_API_KEY   the project's API key, which is never taken as an argument",
    "  POWERDRILL_USER_ID           the user of the team in whose name to ask",
    "  POWERDRILL_BASE_URL          another service than https://ai.data.cloud/api",
    "Options beat the environment.",
    "%nExamples:",
    "  powerdrill demo",
    "  powerdrill download dset-cm7ae4d77 ds-cm7aedl58 -o sales.csv",
    "  curl -o sales.csv \"$(powerdrill presign dset-cm7ae4d77 ds-cm7aedl58)\"",
    "%nCompletion for bash and zsh:",
    "  source <(powerdrill generate-completion)"
  };

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Connection connection;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  private final Map<String, String> environment;

  private Powerdrill(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The whole command line, for this environment. */
  static CommandLine commandLine(Map<String, String> environment) {
    Powerdrill powerdrill = new Powerdrill(environment);
    CommandLine commandLine =
        new CommandLine(powerdrill)
            .addSubcommand(new PresignCommand())
            .addSubcommand(new DownloadCommand())
            .addSubcommand(new SandboxCommand())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new GenerateCompletion());
    commandLine
        .getCommandSpec()
        .usageMessage()
        .description(DESCRIPTION)
        .footer(FOOTER)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.list());
    ErrorReport report = new ErrorReport(powerdrill.connection());
    return commandLine
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report)
        .registerConverter(Long.class, WholeNumber.readBy(Long::valueOf))
        .registerConverter(int.class, WholeNumber.readBy(Integer::valueOf))
        .setExecutionStrategy(powerdrill::run);
  }

  /** Which service to talk to, and as whom. */
  Connection connection() {
    return connection;
  }

  private int run(ParseResult parsed) {
    connection.use(environment);
    if (connection.verbose()) {
      VerboseLog.writeTo(spec.commandLine().getErr(), connection::withoutSecrets);
    }
    return new RunLast().execute(parsed);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID.number();
  }
}
