package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own, of the same JDK and with the same class path. */
final class ChildJvm {

  private ChildJvm() {}

  /** The program that runs this JVM. */
  static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  /**
   * Waits until it ends, and gives the lines that it printed.
   *
   * @throws IOException if it failed; its errors are on the standard error
   */
  static List<String> run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(List.of(), main, arguments);
  }

  /** As {@link #run(Class, String...)}, with options for the JVM. */
  static List<String> run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(options, main, arguments);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(main.getSimpleName() + " failed: " + printed);
    }
    return printed.lines().toList();
  }

  /** Starts it; its errors are on the standard error. */
  static Process start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), main, arguments);
  }

  private static Process start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
