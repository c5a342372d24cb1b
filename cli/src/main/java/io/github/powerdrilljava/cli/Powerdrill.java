package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
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
    "Lists and downloads data sources from Powerdrill, and prints temporary URLs for them."
  };

  private static final String[] FOOTER = {
    "%nEnvironment:",
    "  POWERDRILL_PROJECT_API_KEY   the project's API key; there is no argument for it",
    "  POWERDRILL_USER_ID           the user of the team that sends the request",
    "  POWERDRILL_BASE_URL          the service, if not https://ai.data.cloud/api",
    "  POWERDRILL_PROFILE           the profile of the configuration file, if not \"default\"",
    "  HTTPS_PROXY, NO_PROXY, ...   the proxy, as for other programs, see --proxy",
    "Options take precedence over the environment, and that over the profile: see 'config'.",
    "%nNames: a DATASET or DATASOURCE is an id or a name. An id wins over a name; a name that several",
    "have is refused, with their ids.",
    "%nJSON: a failure is one object on standard error: error, message, exit_code, trace_id,",
    "external_trace_id, retryable (whether the same command may succeed later), and candidates where a",
    "name is ambiguous. A warning is an object, too: warning. The help of each command has the fields",
    "of its results.",
    "%nExamples:",
    "  powerdrill demo",
    "  powerdrill datasets --search sales",
    "  powerdrill datasources \"Sales 2026\" --status synched",
    "  powerdrill export dset-cm7ae4d77 -o sales --include '*.csv'",
    "  powerdrill download dset-cm7ae4d77 ds-cm7aedl58 -o sales.csv",
    "  curl -o sales.csv \"$(powerdrill presign dset-cm7ae4d77 ds-cm7aedl58)\"",
    "%nCompletion for bash and zsh:",
    "  source <(powerdrill completion)"
  };

  /** Those that need no other; in the order of the help. */
  private static final Map<String, Supplier<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("datasets", DatasetsCommand::new);
    COMMANDS.put("datasources", DataSourcesCommand::new);
    COMMANDS.put("presign", PresignCommand::new);
    COMMANDS.put("download", DownloadCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("config", ConfigCommand::new);
    COMMANDS.put("sandbox", SandboxCommand::new);
    COMMANDS.put("demo", DemoCommand::new);
  }

  private static final List<String> OUTPUT_OPTIONS = List.of(Output.JSON, "--quiet");

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Connection connection;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Output output;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  private final Map<String, String> environment;

  private Powerdrill(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The command line, for this environment.
   *
   * @param args what it will be run with. Where they begin with a command, it has no other: to read
   *     the annotations of all takes longer than a presign. Without them, it has all.
   */
  static CommandLine commandLine(Map<String, String> environment, String... args) {
    Powerdrill powerdrill = new Powerdrill(environment);
    CommandLine commandLine = new CommandLine(powerdrill);
    Supplier<?> only = first(args);
    if (only != null) {
      commandLine.addSubcommand(only.get());
    } else {
      COMMANDS.values().forEach(each -> commandLine.addSubcommand(each.get()));
      commandLine
          .addSubcommand("generate-completion", new CompletionCommand(), "completion")
          .addSubcommand(new CandidatesCommand())
          .addSubcommand(new TrainingCommand())
          .addSubcommand(new HelpCommand());
    }
    for (CommandLine command : commandLine.getSubcommands().values()) {
      Stream.concat(
              without(Connection.SERVICE_OPTIONS, !sendsRequests(command.getCommandSpec())),
              without(OUTPUT_OPTIONS, !hasResults(command.getCommandSpec())))
          .map(command.getCommandSpec()::findOption)
          .filter(Objects::nonNull)
          .forEach(command.getCommandSpec()::remove);
    }
    commandLine
        .getCommandSpec()
        .usageMessage()
        .description(DESCRIPTION)
        .footer(FOOTER)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.list());
    ErrorReport report = new ErrorReport(powerdrill.connection, powerdrill.output);
    return commandLine
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(report)
        .setExecutionExceptionHandler(report)
        .registerConverter(Path.class, new PathText())
        .registerConverter(Long.class, WholeNumber.readBy(Long::valueOf))
        .registerConverter(Integer.class, WholeNumber.readBy(Integer::valueOf))
        .registerConverter(int.class, WholeNumber.readBy(Integer::valueOf))
        .setExecutionStrategy(powerdrill::run);
  }

  /** Whether what will be run begins with a command that sends requests to the service. */
  static boolean isForService(String... args) {
    Supplier<?> first = first(args);
    return first != null && first.get() instanceof ServiceCommand;
  }

  private static @Nullable Supplier<?> first(String... args) {
    return args.length == 0 ? null : COMMANDS.get(args[0]);
  }

  /** The service and the API key. */
  Connection connection() {
    return connection;
  }

  /** Where commands write. */
  Output output() {
    return output;
  }

  private int run(ParseResult parsed) {
    try {
      return checkAndRun(parsed);
    } catch (Error e) { // which Picocli would leave to the JVM, and that prints a stack trace
      throw new ExecutionException(spec.commandLine(), e.toString(), e);
    }
  }

  private int checkAndRun(ParseResult parsed) {
    CommandLine whole = spec.commandLine();
    output.use(whole.getOut(), whole.getErr(), Screen.of(environment));
    connection.use(environment);
    requireKnown(parsed);
    requireText(parsed);
    requireOptionsToApply(parsed);
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

  /** Given before the command, they would have no effect. */
  private void requireOptionsToApply(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    CommandLine last = commands.get(commands.size() - 1);
    if (last == spec.commandLine()) {
      return;
    }
    List<String> service = connection.givenServiceOptions();
    if (!sendsRequests(last.getCommandSpec()) && !service.isEmpty()) {
      throw new ParameterException(
          last,
          "'"
              + last.getCommandName()
              + "' sends no requests and does not accept "
              + String.join(", ", service)
              + ".");
    }
    if (!hasResults(last.getCommandSpec()) && (output.isJson() || output.isQuiet())) {
      throw new ParameterException(
          last, "'" + last.getCommandName() + "' does not accept --json and --quiet.");
    }
  }

  private static boolean sendsRequests(CommandSpec command) {
    return command.userObject() instanceof ServiceCommand;
  }

  private static boolean hasResults(CommandSpec command) {
    return sendsRequests(command) || command.userObject() instanceof SandboxCommand;
  }

  private static Stream<String> without(List<String> options, boolean isRemoved) {
    return isRemoved ? options.stream() : Stream.empty();
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.INVALID.number();
  }
}
