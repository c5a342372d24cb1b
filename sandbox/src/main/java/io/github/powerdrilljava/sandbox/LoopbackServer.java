package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on one port of 127.0.0.1, all of whose threads are daemons and end with it. It
 * owns its sockets, so that it can also reset, stall and misframe them.
 */
final class LoopbackServer implements AutoCloseable {
  /** How many connections may wait to be accepted: more than a test opens at once. */
  private static final int BACKLOG = 512;

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor;
  private final InetSocketAddress address;
  private ServerSocket listener;
  private Connection.@Nullable Endpoint endpoint;

  /** Done when nobody accepts connections any more. */
  private CompletableFuture<@Nullable Void> acceptor = CompletableFuture.completedFuture(null);

  /** Holds the port while nobody listens on it. */
  private @Nullable Socket placeholder;

  private LoopbackServer(ServerSocket listener, String name) {
    this.listener = listener;
    address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    AtomicInteger count = new AtomicInteger();
    executor =
        Executors.newCachedThreadPool(
            task -> daemon("powerdrill-sandbox-" + name + "-" + count.incrementAndGet(), task));
  }

  /** Takes the port; connections wait until {@link #serve}. */
  static LoopbackServer open(String name, int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return new LoopbackServer(new ServerSocket(port, BACKLOG, loopback), name);
    } catch (BindException e) {
      throw new UncheckedIOException("Port " + port + " on 127.0.0.1 is in use or not allowed", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " on 127.0.0.1 cannot be opened", e);
    }
  }

  int port() {
    return address.getPort();
  }

  /** Serves every request by this endpoint. */
  synchronized void serve(Connection.Endpoint endpoint) {
    this.endpoint = endpoint;
    ServerSocket current = listener;
    acceptor = CompletableFuture.runAsync(() -> acceptAll(current, endpoint), executor);
  }

  private void acceptAll(ServerSocket current, Connection.Endpoint endpoint) {
    while (!current.isClosed()) {
      try {
        Connection connection = new Connection(current.accept(), endpoint);
        connections.add(connection);
        executor.execute(() -> run(connection));
      } catch (IOException e) {
        // Closed, or the client has disconnected.
      }
    }
  }

  private void run(Connection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  /** Ends every connection and stops listening, so that the system refuses new ones. */
  synchronized void refuseConnections() {
    if (listener.isClosed()) {
      return;
    }
    try {
      endConnections();
      Socket holder = new Socket();
      placeholder = holder;
      holder.setReuseAddress(true);
      holder.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port() + " cannot be released", e);
    }
  }

  /** Listens again on the same port. */
  synchronized void acceptConnections() {
    if (placeholder == null) {
      return;
    }
    try {
      listener = new ServerSocket(port(), BACKLOG, address.getAddress());
      releasePlaceholder();
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port() + " cannot be opened again", e);
    }
    if (endpoint != null) {
      serve(endpoint);
    }
  }

  private void releasePlaceholder() throws IOException {
    if (placeholder != null) {
      placeholder.close();
      placeholder = null;
    }
  }

  private void endConnections() throws IOException {
    listener.close();
    // Only after that is the port free, and does no further connection come in.
    acceptor.join();
    connections.forEach(Connection::close);
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void close() {
    try {
      endConnections();
      releasePlaceholder();
    } catch (IOException e) {
      // There is no more to do.
    }
    executor.shutdownNow();
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
