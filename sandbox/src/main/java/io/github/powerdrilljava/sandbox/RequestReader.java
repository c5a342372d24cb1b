package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests off a connection, one after the other (RFC 9112). What it refuses, it
 * refuses with a {@link ProtocolException}.
 */
final class RequestReader {
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  private final ReceivedRequest.Side side;
  private final InputStream in;
  private final OutputStream out;
  private final Clock clock;
  private int headLeft;

  RequestReader(ReceivedRequest.Side side, InputStream in, OutputStream out, Clock clock) {
    this.side = side;
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.clock = clock;
  }

  /** The next request, or null if the client has closed the connection instead. */
  @Nullable IncomingRequest next() throws IOException {
    headLeft = LARGEST_HEAD;
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    String[] parts = line().split(" ", -1);
    if (parts.length != 3 || parts[0].isEmpty() || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("Not a request line");
    }
    checkTarget(parts[1]);
    Map<String, List<String>> headers = headers();
    ReceivedRequest request =
        new ReceivedRequest(side, clock.instant(), parts[0], parts[1], headers);
    String connection = request.header("Connection").orElse("");
    boolean keepAlive = parts[2].equals("HTTP/1.1") && !connection.equalsIgnoreCase("close");
    return new IncomingRequest(request, body(request), keepAlive);
  }

  /** Reads on, and forgets what comes, until the client closes the connection. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static void checkTarget(String target) throws ProtocolException {
    try {
      new URI(target);
    } catch (URISyntaxException e) {
      throw new ProtocolException("Not a request target");
    }
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("Not a header");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] body(ReceivedRequest request) throws IOException {
    boolean chunked = request.header("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked");
    int length = length(request.header("Content-Length").orElse("0"), 10);
    if (request.header("Expect").orElse("").equalsIgnoreCase("100-continue")) {
      out.write(CONTINUE);
      out.flush();
    }
    return chunked ? chunks() : bytes(length);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      if (body.size() + length > LARGEST_BODY) {
        throw new ProtocolException("A body that is too long");
      }
      body.writeBytes(bytes(length));
      line();
    }
    headers();
    return body.toByteArray();
  }

  private int chunkLength() throws IOException {
    headLeft = LARGEST_HEAD;
    return length(line().split(";", 2)[0].strip(), 16);
  }

  private static int length(String digits, int radix) throws ProtocolException {
    try {
      int length = Integer.parseInt(digits, radix);
      if (length >= 0 && length <= LARGEST_BODY) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Refused below, like every other length that is not one.
    }
    throw new ProtocolException("Not a length, or too long");
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The client has gone away");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The client has gone away");
      }
      if (--headLeft < 0) {
        throw new ProtocolException("A head that is too long");
      }
      line.append((char) next);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }
}
