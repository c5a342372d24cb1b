package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends the response to one request, whole or broken.
 *
 * @param socket the connection, below TLS
 * @param reader of the same connection
 * @param out where responses go
 * @param head whether the request was a HEAD, whose response has no body
 * @param keepAlive whether the connection is to stay open
 * @param now the time that the response states
 */
record Wire(
    Socket socket,
    RequestReader reader,
    OutputStream out,
    boolean head,
    boolean keepAlive,
    Instant now) {

  /** The same, for a response that goes through another stream. */
  Wire through(OutputStream other) {
    return new Wire(socket, reader, other, head, keepAlive, now);
  }

  void send(HttpResponse response) throws IOException {
    send(response, response.body().length());
  }

  /** Sends the response, but states another length of its body. */
  void send(HttpResponse response, long contentLength) throws IOException {
    write(head(response, contentLength));
    write(response.body());
  }

  /** Sends the response up to that moment. */
  void sendUntil(Fault.Moment moment, HttpResponse response) throws IOException {
    switch (moment) {
      case BEFORE_RESPONSE -> {}
      case IN_HEADERS -> {
        byte[] head = head(response, response.body().length());
        write(Arrays.copyOf(head, head.length / 2));
      }
      case IN_BODY -> sendUntil(response.body().length() / 2, response);
    }
  }

  /** Sends the head and that many bytes of the body. */
  void sendUntil(long bodyBytes, HttpResponse response) throws IOException {
    write(head(response, response.body().length()));
    write(response.body().first(bodyBytes));
  }

  private byte[] head(HttpResponse response, long contentLength) {
    List<HttpResponse.Header> further = new ArrayList<>();
    further.add(new HttpResponse.Header("Date", Precondition.httpDate(now)));
    further.add(new HttpResponse.Header("Content-Length", Long.toString(contentLength)));
    if (!keepAlive) {
      further.add(new HttpResponse.Header("Connection", "close"));
    }
    return response.head(further);
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  private void write(HttpBody body) throws IOException {
    if (!head) {
      body.writeTo(out);
    }
  }

  /** Sends what was written, and then nothing until the client or the sandbox closes. */
  void stall() throws IOException {
    out.flush();
    reader.drain();
  }

  /** Sends what was written, and closes the connection regularly. */
  void close() throws IOException {
    out.close();
  }

  /** Sends what was written, and ends the connection with an RST. */
  void reset() throws IOException {
    out.flush();
    reset(socket);
  }

  /** Ends a connection with an RST, which is what closing does if it may not linger. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
