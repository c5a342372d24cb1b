package io.github.powerdrilljava;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that runs a class of the tests, with the same JDK. */
public final class ChildJvm {

  private ChildJvm() {}

  /** Starts it; its standard output and error stream are one. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return start(System.getProperty("java.class.path"), Map.of(), main, List.of(arguments));
  }

  static Process start(
      String classPath, Map<String, String> environment, Class<?> main, List<String> arguments)
      throws IOException {
    return builder(classPath, environment, main, arguments).start();
  }

  static ProcessBuilder builder(
      String classPath, Map<String, String> environment, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(coverageAgent());
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(environment);
    return process;
  }

  /** So that what runs in it counts, too. */
  private static List<String> coverageAgent() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .toList();
  }
}
