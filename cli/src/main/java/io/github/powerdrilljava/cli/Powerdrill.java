package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself: what its subcommands share, and the help if none is given. */
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
    "Downloads data sources from Powerdrill, or prints a temporary URL for one."
  };

  private static final String[] FOOTER = {
    "%nEnvironment:",
    "  POWERDRILL_PROJECT_API_KEY   the project's API key; there is no argument for it",
    "  POWERDRILL_USER_ID           the user of the team that sends the request",
    "  POWERDRILL_BASE_URL          the service, if not https://ai.data.cloud/api",
    "Options take precedence over the environment.",
    "%nExamples:",
    "  powerdrill demo",
    "  powerdrill download dset-cm7ae4d77 ds-cm7aedl58 -o sales.csv",
    "  curl -o sales.csv \"$(powerdrill presign dset-cm7ae4d77 ds-cm7aedl58)\"",
    "%nCompletion for bash and zsh:",
    "  source <(powerdrill completion)"
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
            .addSubcommand("generate-completion", new GenerateCompletion(), "completion")
            .addSubcommand(new HelpCommand());
    commandLine.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !sendsRequests(command))
        .forEach(Powerdrill::removeServiceOptions);
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
        .registerConverter(Integer.class, WholeNumber.readBy(Integer::valueOf))
        .registerConverter(int.class, WholeNumber.readBy(Integer::valueOf))
        .setExecutionStrategy(powerdrill::run);
  }

  /** The service and the API key. */
  Connection connection() {
    return connection;
  }

  private int run(ParseResult parsed) {
    connection.use(environment, spec.commandLine().getErr());
    requireKnown(parsed);
    requireText(parsed);
    requireServiceOptionsToApply(parsed);
    if (connection.verbose()) {
      VerboseLog.writeTo(spec.commandLine().getErr(), connection::withoutSecrets);
    }
    return new RunLast().execute(parsed);
  }

  /** With --help, Picocli accepts any other argument. */
  private static void requireKnown(ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      if (!command.getParseResult().unmatched().isEmpty()) {
        throw new UnmatchedArgumentException(command, command.getParseResult().unmatched());
      }
    }
  }

  /** Java replaces bytes that it cannot decode: the command would act on another name. */
  private void requireText(ParseResult parsed) {
    boolean arguments = parsed.originalArgs().stream().anyMatch(Powerdrill::isDamaged);
    Stream<String> variables =
        Stream.of(
            PowerdrillClient.API_KEY_VARIABLE,
            PowerdrillClient.BASE_URL_VARIABLE,
            PowerdrillClient.USER_ID_VARIABLE);
    String damaged =
        arguments
            ? "an argument"
            : variables
                .filter(name -> isDamaged(environment.getOrDefault(name, "")))
                .findFirst()
                .orElse("");
    if (!damaged.isEmpty()) {
      String charset = System.getProperty("native.encoding");
      throw new ParameterException(
          spec.commandLine(),
          damaged
              + " holds bytes that are not text in "
              + charset
              + ", the charset of this locale"
              + (charset.equals("UTF-8") ? "." : "; set LC_ALL to a UTF-8 locale."));
    }
  }

  private static boolean isDamaged(String text) {
    return text.indexOf('\ufffd') >= 0;
  }

  private void requireServiceOptionsToApply(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine last = commands.get(commands.size() - 1);
    List<String> given = connection.givenServiceOptions();
    if (last != spec.commandLine() && !sendsRequests(last.getCommandSpec()) && !given.isEmpty()) {
      throw new ParameterException(
          last,
          "'"
              + last.getCommandName()
              + "' sends no requests and does not accept "
              + String.join(", ", given)
              + ".");
    }
  }

  private static boolean sendsRequests(CommandSpec command) {
    return command.userObject() instanceof PresignCommand
        || command.userObject() instanceof DownloadCommand;
  }

  private static void removeServiceOptions(CommandSpec command) {
    Stream.of("--base-url", "--api-key-file", "--attempts")
        .map(command::findOption)
        .filter(Objects::nonNull)
        .forEach(command::remove);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID.number();
  }
}
