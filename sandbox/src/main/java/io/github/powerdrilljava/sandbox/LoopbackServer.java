package io.github.powerdrilljava.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on one port of 127.0.0.1, all of whose threads are daemons and end with it. */
final class LoopbackServer implements AutoCloseable {
  static {
    // Else Nagle's algorithm can hold an answer back for some 40 ms. Only the JVM's first server
    // reads it.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /** What the server takes for "no body"; its 0 would mean a body of unknown length. */
  static final long NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService executor;

  private LoopbackServer(HttpServer server, String name) {
    this.server = server;
    AtomicInteger count = new AtomicInteger();
    executor =
        Executors.newCachedThreadPool(
            task -> daemon("powerdrill-sandbox-" + name + "-" + count.incrementAndGet(), task));
    server.setExecutor(executor);
  }

  /** Takes the port, but answers nothing before {@link #serve}. */
  static LoopbackServer open(String name, int port) {
    try {
      InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return new LoopbackServer(HttpServer.create(new InetSocketAddress(address, port), 0), name);
    } catch (BindException e) {
      throw new UncheckedIOException("Port " + port + " on 127.0.0.1 is in use or not allowed", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " on 127.0.0.1 cannot be opened", e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers every request with the handler. */
  void serve(HttpHandler handler) {
    server.createContext("/", handler);
    // The server's own thread is a daemon only if the thread that starts it is one.
    CompletableFuture.runAsync(server::start, executor).join();
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
