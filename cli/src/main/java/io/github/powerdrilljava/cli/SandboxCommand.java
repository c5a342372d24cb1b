package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.ContractViolationError;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a sandbox on this machine until a signal ends it. */
@Command(
    name = "sandbox",
    description = {
      "Runs a Powerdrill server on this machine until Ctrl-C: no account, no network.",
      "Prints the settings with which other commands, and your own programs, use it. Reports requests"
          + " that violate Powerdrill's contract when it ends."
    },
    footer = {"%nJSON: base_url, api_key, user_id, datasources (dataset_id, id, size of each)"})
final class SandboxCommand implements Callable<Integer> {

  private static final int LISTED = 20;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port of the API. Default: any free port")
  private int port;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "What to serve: each folder in DIR is a dataset, and each file in the folder a data source"
              + " with the file's name as its id. Default: data source birdstrikes.csv of dataset"
              + " demo")
  private @Nullable Path directory;

  @Override
  public Integer call() {
    PowerdrillSandbox sandbox = start();
    ShutdownHook hook = ShutdownHook.add(() -> end(sandbox));
    try (hook;
        TemporaryDirectory temporary = new TemporaryDirectory()) {
      List<SandboxDataSource> sources = serve(sandbox, temporary.path());
      if (powerdrill.output().isJson()) {
        powerdrill.output().print(json(sandbox, sources));
      } else {
        announce(sandbox, sources);
      }
      powerdrill.output().flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(sandbox);
    }
    return ExitCode.DONE.number();
  }

  private PowerdrillSandbox start() {
    try {
      return PowerdrillSandbox.start(port);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--port " + port + ": " + e.getMessage(), e);
    }
  }

  private List<SandboxDataSource> serve(PowerdrillSandbox sandbox, Path temporary) {
    if (directory == null) {
      Path file = DemoData.copyInto(temporary);
      return List.of(sandbox.put(DemoData.DATASET, DemoData.DATA_SOURCE, file));
    }
    if (directory.toString().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--dir must name a folder, and is empty.");
    }
    List<SandboxDataSource> all;
    try {
      all = sandbox.putAll(directory);
    } catch (UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), "--dir: " + e.getMessage(), e);
    }
    if (all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--dir " + directory + " has nothing to serve: it needs a folder with files in it.");
    }
    return all;
  }

  /** Everything but the settings is a comment, so that the whole output can be pasted. */
  private void announce(PowerdrillSandbox sandbox, List<SandboxDataSource> sources) {
    PrintWriter out = spec.commandLine().getOut();
    if (!powerdrill.output().isQuiet()) {
      out.println(
          "# A Powerdrill server runs on this machine until Ctrl-C. Paste this into another shell:");
    }
    export(out, PowerdrillClient.BASE_URL_VARIABLE, sandbox.baseUrl().toString());
    export(out, PowerdrillClient.API_KEY_VARIABLE, sandbox.apiKey());
    export(out, PowerdrillClient.USER_ID_VARIABLE, sandbox.userId());
    if (!powerdrill.output().isQuiet()) {
      describe(out, sources);
    }
  }

  private static void describe(PrintWriter out, List<SandboxDataSource> sources) {
    out.println("#");
    out.println("# It serves, as dataset and data source:");
    sources.stream()
        .limit(LISTED)
        .forEach(
            source ->
                out.printf(Locale.ROOT, "#   %s   (%,d bytes)%n", ids(source), source.size()));
    if (sources.size() > LISTED) {
      out.println("#   and " + (sources.size() - LISTED) + " more");
    }
    out.println("#");
    out.println("# For example:");
    String command = ShellWord.thisCommand();
    String dataset = Printable.line(ShellWord.of(sources.get(0).datasetId()));
    out.println("#   " + command + " datasets");
    out.println("#   " + command + " datasources " + dataset);
    out.println("#   " + command + " export " + dataset + " -o exported");
    out.println("#   " + command + " download " + ids(sources.get(0)));
  }

  private static JsonObject json(PowerdrillSandbox sandbox, List<SandboxDataSource> sources) {
    return new JsonObject()
        .put("base_url", sandbox.baseUrl().toString())
        .put("api_key", sandbox.apiKey())
        .put("user_id", sandbox.userId())
        .put("datasources", sources.stream().map(SandboxCommand::json).toList());
  }

  private static JsonObject json(SandboxDataSource source) {
    return new JsonObject()
        .put("dataset_id", source.datasetId())
        .put("id", source.dataSourceId())
        .put("size", source.size());
  }

  private static void export(PrintWriter out, String variable, String value) {
    out.println("export " + variable + "=" + ShellWord.of(value));
  }

  private static String ids(SandboxDataSource source) {
    String ids = ShellWord.of(source.datasetId()) + " " + ShellWord.of(source.dataSourceId());
    return Printable.line(ids);
  }

  /** On the signal's thread or the command's, whichever comes first; the second has no effect. */
  private void end(PowerdrillSandbox sandbox) {
    try {
      sandbox.close();
    } catch (ContractViolationError e) {
      Map<String, Long> counts =
          e.violations().stream()
              .collect(
                  Collectors.groupingBy(
                      SandboxCommand::described, LinkedHashMap::new, Collectors.counting()));
      PrintWriter err = spec.commandLine().getErr();
      counts.forEach(
          (violation, times) ->
              err.println(
                  ErrorReport.PREFIX + violation + (times == 1 ? "" : ", " + times + " times")));
    }
  }

  private static String described(ContractViolation violation) {
    return "contract violated by the "
        + violation.kind().name().toLowerCase(Locale.ROOT)
        + ": "
        + violation.method()
        + " "
        + Printable.line(violation.path())
        + ": "
        + Printable.line(violation.message().replaceAll("\\s*\\R\\s*", " "))
        + " ("
        + violation.key()
        + ", "
        + violation.clause()
        + ")";
  }
}
