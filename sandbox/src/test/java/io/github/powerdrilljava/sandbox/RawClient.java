package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** A socket, for what an HTTP client would hide: the very bytes, and how a connection ends. */
final class RawClient implements AutoCloseable {
  private final Socket socket = new Socket();

  /** An RST that arrives while the client still sends is told to the sender, and only once. */
  private boolean resetWhileSending;

  RawClient(URI server) throws IOException {
    socket.setSendBufferSize(128 * 1024); // or it would grow beyond moreThanIsBuffered()
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    // A test that would hang for ever fails instead: JUnit cannot interrupt a socket.
    socket.setSoTimeout(30_000);
  }

  /** All that arrived, and whether the connection then ended in order or by an RST. */
  record Arrived(String bytes, boolean reset) {}

  /** More than the buffers of both ends hold: a peer that does not read it is noticed. */
  static String moreThanIsBuffered() {
    return "x\0".repeat(256 * 1024);
  }

  /** Sends requests, and closes its side after the last. */
  static Arrived exchange(URI server, String requests) throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.send(requests);
      client.finish();
      return client.readToTheEnd();
    }
  }

  void send(String requests) {
    try {
      socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
    } catch (IOException e) {
      resetWhileSending = true;
    }
  }

  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      resetWhileSending = true;
    }
  }

  String read(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(socket.getInputStream().readNBytes(count));
    return mask(bytes);
  }

  Arrived readToTheEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
      return new Arrived(mask(bytes), resetWhileSending);
    } catch (SocketException e) {
      return new Arrived(mask(bytes), true);
    }
  }

  /** Blots out what is never the same twice, but for its length. */
  private static String mask(ByteArrayOutputStream bytes) {
    return bytes
        .toString(ISO_8859_1)
        .replaceAll("Date: .{29}\r\n", "Date: D\r\n")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}\r\n", "T\r\n")
        .replaceAll("x-pd-trace-id: [0-9a-f-]{16}$", "x-pd-trace-id: T, cut off");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
