package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillClient;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Downloads one data source into a file. */
@Command(
    name = "download",
    description = {
      "Downloads the content of a data source, and prints the name of the file.",
      "The file gets its name only once it is whole: whatever goes wrong, and on Ctrl-C, no part of"
          + " it stays behind and a file of that name is as it was."
    })
final class DownloadCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private DataSourceArguments arguments;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      defaultValue = "",
      description =
          "The file to write, or an existing directory to write it in under the name that the URL"
              + " gives it. Default: the current directory")
  private String output = "";

  @Option(names = "--force", description = "Replace the file if it exists")
  private boolean force;

  @Override
  public Integer call() {
    DownloadRequest request = DownloadRequest.of(arguments.request(), target());
    DownloadRequest forced = force ? request.replacingExisting() : request;
    PrintWriter err = spec.commandLine().getErr();
    try (PowerdrillClient client = powerdrill.connection().client(arguments.userId())) {
      Path file = new Interruption(client::close, err).guard(() -> download(client, forced));
      spec.commandLine().getOut().println(file);
    }
    return ExitCode.DONE.number();
  }

  private static Path download(PowerdrillClient client, DownloadRequest request) {
    try (ProgressDisplay progress = ProgressDisplay.ifOnTerminal()) {
      return client.dataSources().download(request.withProgress(progress));
    }
  }

  private Path target() {
    Path target;
    try {
      target = Path.of(output);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--output': " + e.getMessage(), e);
    }
    if (output.equals("-")) {
      throw new ParameterException(
          spec.commandLine(),
          "--output - is no file; to stream, give curl the URL that presign prints.");
    }
    if (output.endsWith("/") && !Files.isDirectory(target)) {
      throw new ParameterException(
          spec.commandLine(), "--output " + output + " is not a directory that exists.");
    }
    return target;
  }
}
