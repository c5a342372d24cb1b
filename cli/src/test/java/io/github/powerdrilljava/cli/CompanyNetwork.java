package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/** A company's proxy: it passes CONNECT for any host on to one port, to those who log in. */
final class CompanyNetwork implements Closeable {

  private static final int BACKLOG = 50;

  private final ServerSocket socket;
  private final String url;
  private final int target;
  private final @Nullable String login;
  private final @Nullable String refusal;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * Starts it.
   *
   * @param login USER:PASSWORD, null if none is asked for
   * @param refusal the status with which it refuses everything, null if it does not
   */
  CompanyNetwork(int target, @Nullable String login, @Nullable String refusal) throws IOException {
    this(target, login, refusal, "127.0.0.1");
  }

  private CompanyNetwork(
      int target, @Nullable String login, @Nullable String refusal, String address)
      throws IOException {
    this.target = target;
    this.login = login;
    this.refusal = refusal;
    socket = new ServerSocket(0, BACKLOG, InetAddress.getByName(address));
    url = "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":";
    inBackground(this::accept);
  }

  /** Starts one that IPv4 does not lead to. */
  static CompanyNetwork onIpv6(int target, String login) throws IOException {
    return new CompanyNetwork(target, login, null, "::1");
  }

  String url() {
    return url + socket.getLocalPort();
  }

  /** The first line of each request. */
  List<String> requests() {
    return requests;
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = socket.accept();
        inBackground(() -> serve(accepted));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      String head = head(accepted.getInputStream());
      while (refusal != null || !isKnown(head)) {
        send(
            accepted,
            "HTTP/1.1 %s\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
                .formatted(refusal == null ? "407 Who" : refusal));
        head = head(accepted.getInputStream());
      }
      send(accepted, "HTTP/1.1 200 OK\r\n\r\n");
      passOn(accepted);
    } catch (IOException e) {
      // the client has gone
    }
  }

  private boolean isKnown(String head) {
    String[] parts = login == null ? new String[0] : login.split(":", 2);
    return login == null
        || head.contains("Proxy-Authorization: " + Credentials.basic(parts[0], parts[1]));
  }

  private static void send(Socket accepted, String text) throws IOException {
    accepted.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("gone");
      }
      head.append((char) next);
    }
    requests.add(head.substring(0, head.indexOf("\r\n")));
    return head.toString();
  }

  private void passOn(Socket accepted) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      inBackground(
          () -> {
            try {
              server.getInputStream().transferTo(accepted.getOutputStream());
            } catch (IOException e) {
              // one of both has gone
            }
          });
      accepted.getInputStream().transferTo(server.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
