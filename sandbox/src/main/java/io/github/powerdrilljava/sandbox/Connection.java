package io.github.powerdrilljava.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One connection, on a thread of its own: reads a request, sends the response, reads the next. */
final class Connection implements Runnable {
  private static final int LINGER_MILLIS = 1000;
  private static final int LINGER_BYTES = 1024 * 1024;

  private final Socket socket;
  private final Endpoint endpoint;

  Connection(Socket socket, Endpoint endpoint) {
    this.socket = socket;
    this.endpoint = endpoint;
  }

  /** What all connections of a server share. */
  record Endpoint(
      ReceivedRequest.Side side,
      HttpHandler handler,
      Faults faults,
      InstantSource clock,
      @Nullable ServerTls tls) {}

  /** An {@link IOException} here means that the client has disconnected, which it may. */
  @Override
  public void run() {
    try (socket) {
      if (endpoint.faults().breaksNextConnection()) {
        Wire.reset(socket);
        return;
      }
      socket.setTcpNoDelay(true);
      ServerTls tls = endpoint.tls();
      try (Socket stream = tls == null ? socket : tls.layerOver(socket)) {
        serve(stream);
      }
    } catch (IOException e) {
      // The client is gone: there is nobody to report it to.
    }
  }

  private void serve(Socket stream) throws IOException {
    OutputStream out = new BufferedOutputStream(stream.getOutputStream());
    RequestReader reader =
        new RequestReader(endpoint.side(), stream.getInputStream(), out, endpoint.clock());
    boolean keepAlive = true;
    while (keepAlive && !socket.isClosed()) {
      IncomingRequest next;
      try {
        next = reader.next();
      } catch (HttpRefusal e) {
        refuse(e, stream, reader, out);
        return;
      }
      if (next == null) {
        return;
      }
      respond(next, reader, out);
      keepAlive = next.keepAlive();
    }
  }

  /** Closes in two steps: an RST would discard the response if the client still sends. */
  private void refuse(HttpRefusal refusal, Socket stream, RequestReader reader, OutputStream out)
      throws IOException {
    Wire wire = new Wire(socket, reader, out, false, false, endpoint.clock().instant());
    wire.send(HttpResponse.of(refusal.status()));
    out.flush();
    stream.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    reader.drain(LINGER_BYTES);
  }

  private void respond(IncomingRequest incoming, RequestReader reader, OutputStream out)
      throws IOException {
    ReceivedRequest request = incoming.request();
    Fault fault = endpoint.faults().take();
    HttpResponse response = endpoint.handler().respond(request, incoming.body());
    Wire wire =
        new Wire(
            socket,
            reader,
            out,
            request.method().equals("HEAD"),
            incoming.keepAlive(),
            endpoint.clock().instant());
    if (fault == null) {
      wire.send(response);
    } else {
      fault.play(response, wire);
    }
    out.flush();
  }

  /** Ends the connection, whatever its thread is doing. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // There is no more to do.
    }
  }
}
