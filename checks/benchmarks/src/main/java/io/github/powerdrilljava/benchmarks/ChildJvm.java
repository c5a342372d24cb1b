package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own, of the same JDK and with the same class path. */
final class ChildJvm {

  private ChildJvm() {}

  /**
   * Waits until it ends, and gives the lines that it printed.
   *
   * @throws IOException if it failed; its errors are on the standard error
   */
  static List<String> run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(main.getSimpleName() + " failed: " + printed);
    }
    return printed.lines().toList();
  }
}
