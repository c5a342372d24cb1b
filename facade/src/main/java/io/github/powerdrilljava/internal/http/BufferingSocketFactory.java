package io.github.powerdrilljava.internal.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that ask the system for as many bytes at a time as it hands over, and that report a TLS
 * connection that is cut. OkHttp asks for 8 KiB at a time, and TLS for each record in two pieces:
 * over a fast network, asking takes longer than receiving.
 */
final class BufferingSocketFactory extends SocketFactory {

  /** A JDK socket reads no more at a time. */
  private static final int BUFFER_BYTES = 128 * 1024;

  /** The first byte of a TLS record that holds data. No HTTP request begins like that. */
  private static final byte TLS_DATA = 23;

  /**
   * The JDK takes the end of a TCP connection for the end of TLS, as if the server had said so. It
   * reads nothing more once the server has: whatever reads to the end was cut.
   */
  private static final class BufferingSocket extends Socket {
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private volatile boolean carriesTls;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (in == null) {
        in = new Input(super.getInputStream());
      }
      return in;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      if (out == null) {
        out = new Output(super.getOutputStream());
      }
      return out;
    }

    private final class Input extends FilterInputStream {
      Input(InputStream in) {
        super(new BufferedInputStream(in, BUFFER_BYTES));
      }

      @Override
      public int read() throws IOException {
        return notCut(in.read());
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return notCut(in.read(bytes, offset, length));
      }

      private int notCut(int read) throws SocketException {
        if (read < 0 && carriesTls) {
          throw new SocketException("the server closed the connection without ending TLS");
        }
        return read;
      }
    }

    private final class Output extends FilterOutputStream {
      Output(OutputStream out) {
        super(out);
      }

      /** During a handshake, the JDK itself takes an end for a failure. */
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!carriesTls && length > 0 && bytes[offset] == TLS_DATA) {
          carriesTls = true;
        }
        out.write(bytes, offset, length);
      }
    }
  }

  /** A caller's own factory keeps its sockets. */
  static SocketFactory insteadOf(SocketFactory given) {
    return given == getDefault() ? new BufferingSocketFactory() : given;
  }

  @Override
  public Socket createSocket() {
    return new BufferingSocket();
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
    Socket socket = new BufferingSocket();
    socket.bind(local);
    socket.connect(remote);
    return socket;
  }
}
