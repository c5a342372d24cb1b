package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spark-submit of its own process, with a Spark home that shares only the jars. */
final class SparkProcess implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("spark.home", "spark-home/target"));
  private static final Pattern PAGES = Pattern.compile("service 'SparkUI' on port (\\d+)");

  private final Path directory;
  private final Process process;

  private SparkProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /** Begins an export of the sandbox's dataset, with an event log, and logs that one can search. */
  static SparkProcess export(
      Path directory, String master, PowerdrillSandbox sandbox, String... arguments)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--class",
                "io.github.powerdrilljava.examples.spark.SparkExport",
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.eventLog.dir="
                    + Files.createDirectories(directory.resolve("events")).toUri(),
                System.getProperty("spark.export.jar", "target/spark-export.jar")));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = builder(directory, master, words);
    builder.environment().put("POWERDRILL_BASE_URL", sandbox.baseUrl().toString());
    builder.environment().put("POWERDRILL_PROJECT_API_KEY", sandbox.apiKey());
    builder.environment().put("POWERDRILL_USER_ID", sandbox.userId());
    return new SparkProcess(directory, builder.start());
  }

  /** The rows of a manifest, as JSON. */
  static List<String> manifest(Path directory, Path destination) throws IOException {
    Path json = directory.resolve("manifest.json");
    List<String> words =
        List.of(
            "--driver-class-path",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            "--class",
            ManifestAsJson.class.getName(),
            "spark-internal",
            "file://" + destination.resolve("_manifest"),
            json.toString());
    Files.createDirectories(directory);
    try (SparkProcess reading =
        new SparkProcess(directory, builder(directory, "local[1]", words).start())) {
      if (reading.exitCode() != 0) {
        throw new IOException(reading.log());
      }
    }
    return Files.readAllLines(json);
  }

  private static ProcessBuilder builder(Path directory, String master, List<String> words)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Path jars = home.resolve("jars");
    if (!Files.exists(jars)) {
      Files.createSymbolicLink(jars, HOME.resolve("jars").toAbsolutePath());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                HOME.resolveSibling("spark-submit").toString(),
                "--master",
                master,
                "--driver-memory",
                "512m"));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("driver.log").toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_DIRS", directory.resolve("scratch").toString());
    return builder;
  }

  /** What the driver has printed so far. */
  String log() throws IOException {
    return Files.readString(directory.resolve("driver.log"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.onExit().join().exitValue();
  }

  /** The executors that live now. */
  List<ProcessHandle> executors() {
    return process
        .descendants()
        .filter(p -> readProc(p, "cmdline").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** What the system shows of a process, on Linux. */
  static String readProc(ProcessHandle process, String name) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/" + name));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** Where the pages of the application are. */
  String pages() throws IOException {
    Matcher matcher = PAGES.matcher(log());
    if (!matcher.find()) {
      throw new IOException("No pages in " + log());
    }
    return "http://127.0.0.1:" + matcher.group(1);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
