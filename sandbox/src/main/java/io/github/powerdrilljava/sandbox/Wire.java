package io.github.powerdrilljava.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way back of one request: what is done to it here is what the client sees.
 *
 * @param socket the connection, below TLS
 * @param reader of the same connection
 * @param out where answers go
 * @param head whether the request was a HEAD, whose answer has no body
 * @param keepAlive whether the connection is to stay open
 * @param now the time that the answer states
 */
record Wire(
    Socket socket,
    RequestReader reader,
    OutputStream out,
    boolean head,
    boolean keepAlive,
    Instant now) {

  /** The same way back, for answers that take another way to the socket. */
  Wire through(OutputStream other) {
    return new Wire(socket, reader, other, head, keepAlive, now);
  }

  void send(HttpAnswer answer) throws IOException {
    send(answer, answer.body().length());
  }

  /** Sends the answer, but says that its body has another length. */
  void send(HttpAnswer answer, long contentLength) throws IOException {
    write(head(answer, contentLength));
    write(answer.body());
  }

  /** Sends as much of the answer as is sent by then. */
  void sendUntil(Fault.Moment moment, HttpAnswer answer) throws IOException {
    switch (moment) {
      case BEFORE_ANSWER -> {}
      case IN_HEADERS -> {
        byte[] head = head(answer, answer.body().length());
        write(Arrays.copyOf(head, head.length / 2));
      }
      case IN_BODY -> sendUntil(answer.body().length() / 2, answer);
    }
  }

  /** Sends the head and so much of the body. */
  void sendUntil(long bodyBytes, HttpAnswer answer) throws IOException {
    write(head(answer, answer.body().length()));
    write(answer.body().first(bodyBytes));
  }

  private byte[] head(HttpAnswer answer, long contentLength) {
    List<HttpAnswer.Header> further = new ArrayList<>();
    further.add(new HttpAnswer.Header("Date", Precondition.httpDate(now)));
    further.add(new HttpAnswer.Header("Content-Length", Long.toString(contentLength)));
    if (!keepAlive) {
      further.add(new HttpAnswer.Header("Connection", "close"));
    }
    return answer.head(further);
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
    socket.close();
  }

  /** Sends what was written, and ends the connection in order. */
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
