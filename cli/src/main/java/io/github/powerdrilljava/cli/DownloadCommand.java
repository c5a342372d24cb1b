package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "Downloads a data source to a file, and prints the name of the file.",
      "The file gets its name only once it is complete: if the download fails, an existing file of"
          + " that name is unchanged. What has arrived of a large file is kept beside it, also on"
          + " Ctrl-C: the same command resumes from there."
    },
    footer = {"%nJSON: file, bytes (null for a device or a pipe)"})
final class DownloadCommand implements Callable<Integer>, ServiceCommand {

  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final int MAX_CONNECTIONS = 64;
  private static final int BUFFER_BYTES = 64 * 1024;

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
      description =
          "The file to write, or an existing directory, where it gets its name from the URL, or - for"
              + " standard output. Default: the current directory")
  private @Nullable String output;

  @Option(names = "--force", description = "Replace the file if it exists")
  private boolean force;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description =
          "The number of connections, 1 to 64. Default: up to 8, depending on the file's size")
  private @Nullable Integer connections;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "The SHA-256 that the file must have")
  private @Nullable String sha256;

  @Option(
      names = "--limit-rate",
      paramLabel = "RATE",
      converter = ByteCount.class,
      description = "The most bytes per second, such as 500K, 20M or 1G (powers of 1024)")
  private @Nullable Long limitRate;

  @Override
  public Integer call() throws IOException {
    boolean toFile = !STANDARD_OUTPUT.toString().equals(output);
    Optional<DownloadRequest<?>> request =
        toFile ? Optional.of(request(arguments.request())) : Optional.empty();
    if (!toFile && (connections != null || sha256 != null || limitRate != null || force)) {
      throw new ParameterException(
          spec.commandLine(),
          "--connections, --sha256, --limit-rate and --force are for files, not for --output -.");
    }
    if (!toFile && powerdrill.output().isJson()) {
      throw new ParameterException(
          spec.commandLine(), "--json is for files, not for --output -, which prints the data.");
    }
    try (PowerdrillClient client = powerdrill.connection().client(arguments.userId())) {
      Interruption interruption =
          Interruption.ofDownload(
              client::close,
              powerdrill.output()::interrupted,
              request.map(DownloadRequest::target));
      if (toFile) {
        print(
            interruption.guard(
                () -> Names.use(client, arguments.request(), each -> download(client, each))));
      } else {
        interruption.guard(
            () -> Names.use(client, arguments.request(), each -> stream(client, each)));
      }
    }
    return ExitCode.DONE.number();
  }

  private void print(Path file) throws IOException {
    if (powerdrill.output().isJson()) {
      powerdrill
          .output()
          .print(
              new JsonObject()
                  .put("file", file.toString())
                  .put("bytes", isFile(file) ? Files.size(file) : null));
    } else if (isFile(file)) {
      // As it is, so that a script can use it: with a control character, too.
      powerdrill.output().print(file.toString());
    }
  }

  /** False for a device or a pipe, which may be standard output itself. */
  private static boolean isFile(Path file) {
    return Files.isRegularFile(file)
        && !file.toString().matches("/dev/(stdout|stderr|fd/\\d+)|/proc/.*");
  }

  private DownloadRequest<?> request(PresignRequest source) {
    DownloadRequest<?> request = DownloadRequest.of(source, target());
    request = force ? request.replacingExisting() : request;
    request = connections == null ? request : request.withConnections(checked(connections));
    request = sha256 == null ? request : request.withSha256(sha256);
    return limitRate == null ? request : request.withMaxBytesPerSecond(limitRate);
  }

  private static Path stream(PowerdrillClient client, PresignRequest source) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = client.dataSources().open(source)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        write(buffer, n);
      }
      return STANDARD_OUTPUT;
    } catch (IOException e) {
      throw e.getCause() instanceof DownloadException failure
          ? failure
          : new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static void write(byte[] buffer, int length) {
    System.out.write(buffer, 0, length);
    UnwritableOutput.throwIfAny();
  }

  private Path download(PowerdrillClient client, PresignRequest source) {
    try (ProgressDisplay progress = ProgressDisplay.of(powerdrill.output())) {
      return client.dataSources().download(request(source).withProgress(progress));
    }
  }

  /** For the facade, 0 means that no number was set. */
  private static int checked(int connections) {
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  "connections",
                  Integer.toString(connections),
                  "must be 1 to " + MAX_CONNECTIONS)));
    }
    return connections;
  }

  private Path target() {
    if (output == null) {
      return Path.of("");
    }
    if (output.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--output must name a file or a directory, and is empty.");
    }
    Path target;
    try {
      target = Path.of(output);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "--output '" + output + "' " + PathText.rule(e) + ".", e);
    }
    if (output.endsWith("/") && !Files.isDirectory(target)) {
      throw new ParameterException(
          spec.commandLine(), "--output " + output + " is not a directory that exists.");
    }
    return target;
  }
}
