package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * For the archive of classes that makes commands start quickly: runs those that people wait for
 * against a sandbox, so that a JVM sees what they load. It prints nothing.
 */
@Command(name = TrainingCommand.NAME, hidden = true, description = "Used to prepare a quick start.")
final class TrainingCommand implements Callable<Integer> {

  static final String NAME = "train";

  @Override
  public Integer call() {
    Preloading.start();
    try (TemporaryDirectory temporary = new TemporaryDirectory();
        PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.put(DemoData.DATASET, DemoData.DATA_SOURCE, DemoData.copyInto(temporary.path()));
      return commands(temporary.path()).stream()
          .mapToInt(args -> run(sandbox, args))
          .max()
          .orElseThrow();
    }
  }

  private static List<List<String>> commands(Path directory) {
    String file = directory.resolve("downloaded").toString();
    return List.of(
        List.of("--version"),
        List.of("datasets", "--json"),
        List.of("datasources", DemoData.DATASET),
        List.of("presign", DemoData.DATASET, DemoData.DATA_SOURCE),
        List.of("download", DemoData.DATASET, DemoData.DATA_SOURCE, "-o", file),
        List.of("export", DemoData.DATASET, "-o", directory.resolve("exported").toString()),
        List.of("demo"));
  }

  private static int run(PowerdrillSandbox sandbox, List<String> args) {
    Map<String, String> environment =
        Map.of(
            PowerdrillClient.BASE_URL_VARIABLE, sandbox.baseUrl().toString(),
            PowerdrillClient.API_KEY_VARIABLE, sandbox.apiKey(),
            PowerdrillClient.USER_ID_VARIABLE, sandbox.userId());
    return Powerdrill.commandLine(environment, args.toArray(String[]::new))
        .setOut(new PrintWriter(Writer.nullWriter()))
        .setErr(new PrintWriter(Writer.nullWriter()))
        .execute(args.toArray(String[]::new));
  }
}
