package io.github.powerdrilljava.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OkHttp and Moshi by hand as a program of its own, which the JVM starts as the launcher starts the
 * command line: from an archive of its classes, with the same options. It reads none of its own.
 */
final class ArchivedPresigner {

  private static final List<String> OPTIONS_OF_THE_LAUNCHER =
      List.of(
          "-Xlog:disable",
          "-XX:-UsePerfData",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=3",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");

  private ArchivedPresigner() {}

  /** The program, which asks an API at a base URL; its archive is made in a directory. */
  static Fetcher.Program in(Path directory, String baseUrl)
      throws IOException, InterruptedException {
    String classPath = jars(directory);
    String classes = directory.resolve("by-hand.classes").toString();
    String archive = "-XX:SharedArchiveFile=" + directory.resolve("by-hand.jsa");
    run(program(List.of("-XX:DumpLoadedClassList=" + classes), classPath, baseUrl));
    run(
        program(
            List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes, archive),
            classPath,
            baseUrl));
    List<String> mustUseIt = List.of("-Xshare:on", archive);
    return new Fetcher.Program(program(mustUseIt, classPath, baseUrl), (url, file) -> List.of());
  }

  private static List<String> program(List<String> options, String classPath, String baseUrl) {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(OPTIONS_OF_THE_LAUNCHER);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, ColdBenchmark.class.getName()));
    command.addAll(List.of(ColdBenchmark.PEER, baseUrl));
    return command;
  }

  /** An archive holds what comes from jars only. */
  private static String jars(Path directory) throws IOException {
    List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    Path own = directory.resolve("by-hand.jar");
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "cf", own.toString(), "-C", all.get(0), ".");
    if (status != 0) {
      throw new IOException("jar failed");
    }
    return Stream.concat(Stream.of(own.toString()), all.stream().filter(e -> e.endsWith(".jar")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process.getErrorStream().transferTo(System.err);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
