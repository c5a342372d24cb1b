package io.github.powerdrilljava;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/** Where a call can come to nothing but a wait that has no end of its own. */
enum Hang {
  DNS,
  CONNECT,
  TLS,
  TUNNEL,
  TRICKLED_TUNNEL,
  RESPONSE,
  TRICKLED_HEADERS,
  TRICKLED_REFUSAL,
  TRICKLED_BODY;

  /** A place that hangs, and how to come to it. */
  final class Place implements AutoCloseable {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final RawServer server = new RawServer(this::hang);

    private void hang(RawServer.Connection connection)
        throws java.io.IOException, InterruptedException {
      if (Hang.this != TLS) {
        connection.request();
      }
      reached.countDown();
      switch (Hang.this) {
        case TRICKLED_TUNNEL, TRICKLED_HEADERS -> {
          connection.send("HTTP/1.1 200 OK\n");
          connection.trickle("x: y\n");
        }
        case TRICKLED_REFUSAL -> {
          connection.send("HTTP/1.1 503 Service Unavailable\nContent-Length: 100000\n\n");
          connection.trickle("x");
        }
        case TRICKLED_BODY -> {
          connection.send("HTTP/1.1 200 OK\nContent-Length: 100000\n\n");
          connection.trickle("x");
        }
        default -> connection.awaitEnd();
      }
    }

    String url(String path) {
      return switch (Hang.this) {
        case DNS -> "https://hanging.example" + path;
        case TLS, TUNNEL, TRICKLED_TUNNEL -> "https://127.0.0.1:" + server.port() + path;
        default -> server.url(path);
      };
    }

    OkHttpClient.Builder http() {
      OkHttpClient.Builder http = new OkHttpClient.Builder();
      return switch (Hang.this) {
        case DNS -> http.dns(new HangingDns());
        case CONNECT -> http.socketFactory(new UnconnectedSockets(this::hangingSocket));
        case TUNNEL, TRICKLED_TUNNEL ->
            http.proxy(
                new Proxy(
                    Proxy.Type.HTTP,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
        default -> http;
      };
    }

    void awaitReached() throws InterruptedException {
      reached.await();
    }

    private void hang() {
      reached.countDown();
      boolean interrupted = false;
      while (over.getCount() > 0) { // as native code, it does not care for interrupts
        try {
          over.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      over.countDown();
      server.close();
    }

    private final class HangingDns implements Dns {
      @Override
      public List<InetAddress> lookup(String host) {
        hang();
        return List.of();
      }
    }

    private Socket hangingSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress address, int timeout) {
          hang();
        }
      };
    }
  }

  Place open() {
    return new Place();
  }
}
