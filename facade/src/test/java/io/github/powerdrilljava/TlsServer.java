package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An object store over TLS whose responses end, or break, as each test says. */
final class TlsServer implements Closeable {

  /** How the connection ends after a response. */
  enum End {
    /** TLS says so, and then TCP. */
    CLOSE_NOTIFY,
    /** Only TCP says so. */
    FIN,
    /** TCP says so in the middle of a TLS record. */
    FIN_IN_RECORD
  }

  /** What one connection sends. */
  record Script(String response, End end) {}

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HandshakeCertificates OF_SERVER =
      new HandshakeCertificates.Builder()
          .heldCertificate(
              new HeldCertificate.Builder()
                  .signedBy(AUTHORITY)
                  .addSubjectAlternativeName("localhost")
                  .build())
          .build();
  private static final HandshakeCertificates OF_CLIENT =
      new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate()).build();

  private final ServerSocket listener;
  private final String tlsVersion;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();

  /** Counted down when the first connection has sent its end. */
  final CountDownLatch ended = new CountDownLatch(1);

  TlsServer(String tlsVersion) throws IOException {
    this.tlsVersion = tlsVersion;
    listener =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) {
          @Override
          public Socket accept() throws IOException {
            Socket socket = new CuttingSocket();
            implAccept(socket);
            return socket;
          }
        };
    inBackground(this::accept);
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "TlsServer");
    thread.setDaemon(true);
    thread.start();
  }

  TlsServer sends(String response, End end) {
    scripts.add(new Script(response, end));
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  static OkHttpClient.Builder trusting() {
    return new OkHttpClient.Builder()
        .sslSocketFactory(OF_CLIENT.sslSocketFactory(), OF_CLIENT.trustManager());
  }

  private void accept() {
    try {
      while (true) {
        CuttingSocket socket = (CuttingSocket) listener.accept();
        inBackground(() -> serve(socket));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(CuttingSocket accepted) {
    try (CuttingSocket socket = accepted) {
      Script script = scripts.poll();
      if (script != null) {
        serve(socket, script);
      }
    } catch (IOException e) {
      // the client hung up
    }
  }

  private void serve(CuttingSocket socket, Script script) throws IOException {
    beginTunnel(socket);
    SSLSocket tls =
        (SSLSocket) OF_SERVER.sslSocketFactory().createSocket(socket, socket.first(), false);
    tls.setUseClientMode(false);
    tls.setEnabledProtocols(new String[] {tlsVersion});
    readHead(tls.getInputStream(), "");
    byte[] response = script.response.getBytes(US_ASCII);
    OutputStream out = tls.getOutputStream();
    int last = script.end == End.FIN_IN_RECORD ? response.length / 2 : response.length;
    out.write(response, 0, last);
    if (script.end == End.FIN_IN_RECORD) {
      socket.cutting = true;
      out.write(response, last, response.length - last);
    }
    if (script.end == End.CLOSE_NOTIFY) {
      tls.close();
    }
    socket.shutdownOutput();
    ended.countDown();
    socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // so that nothing resets
  }

  /** Where a client begins in the clear, it speaks to a proxy, which this server plays, too. */
  private static void beginTunnel(CuttingSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    int first = in.read();
    if (first == 'C') { // CONNECT
      readHead(in, "C");
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
    } else if (first == 5) { // SOCKS, version 5
      in.readNBytes(in.read());
      out.write(new byte[] {5, 0});
      byte[] request = in.readNBytes(5);
      in.readNBytes((request[3] == 3 ? request[4] : 3) + 2);
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    } else {
      socket.first = new byte[] {(byte) first};
    }
  }

  private static void readHead(InputStream in, String begun) throws IOException {
    StringBuilder head = new StringBuilder(begun);
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** Can send half of a record, and nothing after that. */
  private static final class CuttingSocket extends Socket {
    private boolean cutting;
    private boolean cut;
    private byte[] first = {};

    InputStream first() {
      return new ByteArrayInputStream(first);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          if (!cut) {
            cut = cutting;
            out.write(bytes, offset, cutting ? length / 2 : length);
          }
        }
      };
    }
  }
}
