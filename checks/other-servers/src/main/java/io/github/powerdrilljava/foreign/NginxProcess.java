package io.github.powerdrilljava.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An nginx as a child process, which listens on loopback as a configuration states. */
public final class NginxProcess implements AutoCloseable {

  private static final List<Path> PLACES =
      Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
          .map(place -> Path.of(place, "nginx"))
          .toList();

  /** In the first notice that nginx writes once it listens. */
  private static final String LISTENING = "getrlimit";

  private final Process process;

  private NginxProcess(Process process) {
    this.process = process;
  }

  /** Where nginx is, null if it is not installed. */
  public static @Nullable Path find() {
    return PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
  }

  /** A port on which nothing listens. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param directory holds its own files, and {@code nginx.conf}, which must have it write notices
   *     to standard error
   * @throws IOException if it is not installed, or does not start; with its notices
   */
  public static NginxProcess start(Path directory) throws IOException {
    Path nginx = find();
    if (nginx == null) {
      throw new IOException("nginx is not installed");
    }
    Process started =
        new ProcessBuilder(
                nginx.toString(), "-p", directory + "/", "-c", "nginx.conf", "-e", "stderr")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    CompletableFuture<String> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(started.errorReader(), ready), "nginx-notices");
    reader.setDaemon(true);
    reader.start();
    String notices = ready.join();
    if (!notices.contains(LISTENING)) {
      throw new IOException("nginx did not start: " + notices);
    }
    return new NginxProcess(started);
  }

  private static void read(BufferedReader notices, CompletableFuture<String> ready) {
    StringBuilder all = new StringBuilder();
    try (notices) {
      for (String line = notices.readLine(); line != null; line = notices.readLine()) {
        all.append(line).append('\n');
        if (line.contains(LISTENING)) {
          ready.complete(all.toString());
        }
      }
    } catch (IOException e) {
      all.append(e);
    }
    ready.complete(all.toString());
  }

  /** Kills it as a crash would, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it, so that its logs are whole. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
