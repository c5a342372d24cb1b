package io.github.powerdrilljava.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An nginx as a child process that serves the files of a directory, as whoever runs the tests. It
 * can be killed and started again on the same port.
 */
final class Nginx implements AutoCloseable {

  /** One process, which writes to nothing but the directory it is given. */
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr notice;
      events {}
      http {
        log_format asked '$connection $status $body_bytes_sent $http_range';
        access_log access.log asked;
        client_body_temp_path temp;
        proxy_temp_path temp;
        fastcgi_temp_path temp;
        uwsgi_temp_path temp;
        scgi_temp_path temp;
        limit_conn_zone $server_port zone=server:1m;
        server {
          listen 127.0.0.1:%d%s;
          root files;
          %s
        }
      }
      """;

  /**
   * A request that nginx has answered.
   *
   * @param connection its number
   * @param bytesSent of the body
   * @param range which was asked for, "-" if none
   */
  record Asked(int connection, int status, long bytesSent, String range) {

    private static Asked of(String line) {
      String[] words = line.split(" ", -1);
      return new Asked(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Long.parseLong(words[2]),
          words[3]);
    }
  }

  private final Path directory;
  private final int port;
  private @Nullable NginxProcess process;

  /**
   * Finds a port for it; nothing is started yet.
   *
   * @param directory whose directory "files" is served
   */
  Nginx(Path directory) throws IOException {
    this.directory = directory;
    port = NginxProcess.freePort();
    Files.createDirectories(files());
  }

  /**
   * Starts it.
   *
   * @param listen what follows the port, such as " ssl"
   * @param directives of the server
   */
  void start(String listen, String... directives) throws IOException {
    Files.writeString(
        directory.resolve("nginx.conf"),
        CONFIGURATION.formatted(port, listen, String.join("\n", directives)));
    start();
  }

  Path files() {
    return directory.resolve("files");
  }

  String url(String scheme, String path) {
    return scheme + "://127.0.0.1:" + port + "/" + path;
  }

  /** Starts it as before, and waits until it listens. */
  void start() {
    try {
      process = NginxProcess.start(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it as a crash would, and waits until it is gone. */
  void kill() {
    NginxProcess running = process;
    if (running != null) {
      running.kill();
    }
  }

  /** Ends it, so that its log is whole, and returns what it was asked for. */
  List<Asked> asked() {
    NginxProcess running = process;
    if (running != null) {
      running.close();
    }
    try {
      return Files.readAllLines(directory.resolve("access.log")).stream().map(Asked::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
