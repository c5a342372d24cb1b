package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A process of its own, with nothing in its environment but what it is given. */
final class Child implements AutoCloseable {

  /** Set by the build, for the tests of the jar. */
  static final String JAR = System.getProperty("powerdrill.jar", "");

  private static final int SECONDS = 60;
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String ARCHIVE = "target/tests.jsa";
  private static final List<String> QUICKLY =
      List.of("-Xlog:disable", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** A thread for each task: the common pool may have but one, which a reader would hold up. */
  private static final Executor READERS =
      task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        thread.start();
      };

  private static boolean prepared;

  private final List<String> command;
  private final Process process;
  private final CompletableFuture<String> err;

  private Child(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
  }

  /** The packaged command line. */
  static Child powerdrill(Map<String, String> environment, String... args) throws IOException {
    return start(environment, command(args));
  }

  /** What runs the packaged command line. */
  static List<String> command(String... args) {
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:SharedArchiveFile=" + ARCHIVE));
    command.addAll(QUICKLY);
    command.addAll(List.of("-jar", JAR));
    command.addAll(List.of(args));
    return command;
  }

  /** Has all later ones start in half the time, as the launcher does. */
  static synchronized void prepare() throws IOException, InterruptedException {
    if (prepared) {
      return;
    }
    Files.deleteIfExists(Path.of(ARCHIVE));
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:ArchiveClassesAtExit=" + ARCHIVE));
    command.addAll(QUICKLY);
    command.addAll(List.of("-jar", JAR, "demo"));
    try (Child child = start(Map.of(), command)) {
      assertThat(child.end().exitCode()).isZero();
    }
    prepared = true;
  }

  static Child start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8"); // the checkout may have any name
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Child(command, process);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its standard output, for who wants to read some of it before its end. */
  InputStream out() {
    return process.getInputStream();
  }

  void send(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  /**
   * Ends it at once, whatever its own children do. {@link ProcessHandle#onExit} may wait for them:
   * for the rest of an output that they keep open.
   */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  Outcome end() throws InterruptedException {
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> text(process.getInputStream()), READERS);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    Outcome outcome = new Outcome(process.exitValue(), out.join(), err.join());
    outcome.failIfItShowsASecret(command);
    return outcome;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /**
   * Whether a child inherits that this process ignores a signal, as those of a shell's background
   * do.
   *
   * @param signal its number
   */
  static boolean inheritsIgnored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .map(line -> line.substring("SigIgn:".length()).strip())
            .orElse("0");
    return (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) != 0;
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
