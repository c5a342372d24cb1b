package io.github.powerdrilljava.generated;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A service that keeps the last request, and responds with one body. */
final class LoopbackService implements AutoCloseable {

  /** What OkHttp sends with every request. */
  private static final Set<String> USUAL =
      Set.of("host", "connection", "accept-encoding", "user-agent", "transfer-encoding");

  private final HttpServer server;
  private final byte[] response;
  private volatile String request = "";

  LoopbackService(String response) throws IOException {
    this.response = response.getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
  }

  /** Method and target, headers but the usual ones, and body. */
  String request() {
    return request;
  }

  private void handle(HttpExchange exchange) throws IOException {
    StringBuilder seen =
        new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>(java.util.Comparator.reverseOrder());
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String key = name.toLowerCase(Locale.ROOT);
              if (!USUAL.contains(key) && !(key.equals("content-length") && !body.isEmpty())) {
                headers.put(key, String.join(", ", values));
              }
            });
    headers.forEach(
        (name, value) -> seen.append("; ").append(title(name)).append(": ").append(value));
    request = seen + (body.isEmpty() ? "" : "; " + body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean empty = response.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, empty ? -1 : response.length);
    if (!empty) {
      exchange.getResponseBody().write(response);
    }
    exchange.close();
  }

  private static String title(String name) {
    StringBuilder title = new StringBuilder();
    for (String word : name.split("-", -1)) {
      title.append(title.isEmpty() ? "" : "-");
      title.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return title.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
