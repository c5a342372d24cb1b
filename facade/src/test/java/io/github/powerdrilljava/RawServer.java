package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on this machine that does with each connection what a test says, byte by byte. */
final class RawServer implements AutoCloseable {

  /** What happens with a connection, which is closed afterwards. */
  interface Handler {
    void handle(Connection connection) throws IOException, InterruptedException;
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: (\\d+)");

  private final ServerSocket socket;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Handler handler) {
    this.handler = handler;
    try {
      socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Gives the same response, in which line feeds stand for line ends, to every request. */
  static RawServer responding(String response) {
    return new RawServer(
        connection -> {
          while (connection.request() != null) {
            connection.send(response);
          }
        });
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "RawServer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        int number = connections.incrementAndGet();
        open.add(accepted);
        start(() -> handle(accepted, number));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void handle(Socket accepted, int number) {
    try (accepted) {
      handler.handle(new Connection(accepted, number));
    } catch (IOException | InterruptedException e) {
      // the client has gone
    } finally {
      open.remove(accepted);
    }
  }

  /** One connection. */
  final class Connection {
    private final Socket accepted;
    private final int number;
    private final InputStream in;

    private Connection(Socket accepted, int number) throws IOException {
      this.accepted = accepted;
      this.number = number;
      this.in = accepted.getInputStream();
    }

    /** 1 for the first. */
    int number() {
      return number;
    }

    /** The head of the next request, whose body is skipped; null if there is none. */
    @Nullable String request() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
      requests.add(head.toString());
      return head.toString();
    }

    void send(String response) throws IOException {
      accepted.getOutputStream().write(response.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    /** Sends the same again and again, with little pauses, until the client goes. */
    void trickle(String bytes) throws IOException, InterruptedException {
      while (true) {
        send(bytes);
        Thread.sleep(10);
      }
    }

    /** Both ways, to a port of this machine, until one of both goes. */
    void passOn(int port) throws IOException {
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        start(
            () -> {
              try {
                target.getInputStream().transferTo(accepted.getOutputStream());
              } catch (IOException e) {
                // one of both has gone
              }
            });
        in.transferTo(target.getOutputStream());
      }
    }

    /** Until the client goes. */
    void awaitEnd() throws IOException {
      while (in.read() >= 0) {
        // whatever it says
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  int connections() {
    return connections.get();
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket accepted : open) {
        accepted.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
