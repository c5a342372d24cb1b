package io.github.powerdrilljava.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that ask the system for as many bytes at a time as it hands over. OkHttp asks for 8 KiB
 * at a time, and TLS for each record in two pieces: over a fast network, asking takes longer than
 * receiving.
 */
final class ReadAhead extends SocketFactory {

  /** A JDK socket reads no more at a time. */
  private static final int BUFFER_BYTES = 128 * 1024;

  private static final class BufferedSocket extends Socket {
    private @Nullable InputStream buffered;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (buffered == null) {
        buffered = new BufferedInputStream(super.getInputStream(), BUFFER_BYTES);
      }
      return buffered;
    }
  }

  /** Whoever gave a factory of their own keeps its sockets. */
  static SocketFactory insteadOf(SocketFactory given) {
    return given == getDefault() ? new ReadAhead() : given;
  }

  @Override
  public Socket createSocket() {
    return new BufferedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private static Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = new BufferedSocket();
    socket.bind(local);
    socket.connect(remote);
    return socket;
  }
}
