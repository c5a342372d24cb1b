package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on one port of 127.0.0.1, all of whose threads are daemons and end with it. It
 * owns its sockets, so that it can also misuse them.
 */
final class LoopbackServer implements AutoCloseable {
  /** How many connections may wait to be accepted: more than a test opens at once. */
  private static final int BACKLOG = 512;

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor;
  private final InetSocketAddress address;
  private ServerSocket listener;
  private Connection.@Nullable Endpoint endpoint;

  /** Holds the port while nobody listens on it. */
  private @Nullable Socket placeholder;

  private boolean closed;

  private LoopbackServer(ServerSocket listener, String name) {
    this.listener = listener;
    address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    AtomicInteger count = new AtomicInteger();
    executor =
        Executors.newCachedThreadPool(
            task -> daemon("powerdrill-sandbox-" + name + "-" + count.incrementAndGet(), task));
  }

  /** Takes the port, but answers nothing before {@link #serve}. */
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

  /** Answers every request as the endpoint says. */
  synchronized void serve(Connection.Endpoint endpoint) {
    this.endpoint = endpoint;
    ServerSocket current = listener;
    executor.execute(() -> acceptAll(current, endpoint));
  }

  private void acceptAll(ServerSocket current, Connection.Endpoint endpoint) {
    while (true) {
      try {
        accept(current.accept(), endpoint);
      } catch (IOException e) {
        if (current.isClosed()) {
          return;
        }
      }
    }
  }

  private synchronized void accept(Socket socket, Connection.Endpoint endpoint) throws IOException {
    if (listener.isClosed()) {
      socket.close();
      return;
    }
    Connection connection = new Connection(socket, endpoint);
    connections.add(connection);
    executor.execute(
        () -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
          }
        });
  }

  /** Ends every connection and stops listening, so that the system refuses new ones. */
  synchronized void refuseConnections() {
    if (closed || listener.isClosed()) {
      return;
    }
    try {
      listener.close();
      connections.forEach(Connection::close);
      Socket holder = new Socket();
      placeholder = holder;
      holder.setReuseAddress(true);
      holder.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port() + " cannot be given up", e);
    }
  }

  /** Listens again on the same port. */
  synchronized void acceptConnections() {
    if (closed || !listener.isClosed()) {
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

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    closeSockets();
    executor.shutdownNow();
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeSockets() {
    closed = true;
    try {
      listener.close();
      releasePlaceholder();
    } catch (IOException e) {
      // Then they are as closed as they can be.
    }
    connections.forEach(Connection::close);
  }
}
