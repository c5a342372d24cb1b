package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests off a connection, one after the other, as strictly as RFC 9112 permits.
 * What it refuses, it refuses with an {@link HttpRefusal}.
 */
final class RequestReader {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  /** A name or an address, perhaps with a port; empty where the target has no authority. */
  private static final Pattern HOST =
      Pattern.compile("([\\w.~!$&'()*+,;=%-]*|\\[[0-9A-Fa-f:.]+])(:\\d*)?");

  private final ReceivedRequest.Side side;
  private final InputStream in;
  private final HeadReader lines;
  private final OutputStream out;
  private final InstantSource clock;

  RequestReader(ReceivedRequest.Side side, InputStream in, OutputStream out, InstantSource clock) {
    this.side = side;
    this.in = new BufferedInputStream(in);
    this.lines = new HeadReader(this.in);
    this.out = out;
    this.clock = clock;
  }

  /** The next request, or null if the client has closed the connection instead. */
  @Nullable IncomingRequest next() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    RequestLine line = lines.requestLine();
    ReceivedRequest request =
        new ReceivedRequest(side, clock.instant(), line.method(), line.target(), lines.fields());
    checkHost(request, line.minorVersion());
    RequestBody body = RequestBody.of(request, line.minorVersion());
    if (line.minorVersion() > 0 && !body.isEmpty() && names(request, "Expect", "100-continue")) {
      out.write(CONTINUE);
      out.flush();
    }
    boolean keepAlive = line.minorVersion() > 0 && !names(request, "Connection", "close");
    return new IncomingRequest(request, body.read(in, lines), keepAlive);
  }

  /** Reads on, and forgets what comes, until the client closes the connection. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Reads so many bytes, and forgets them, or fewer if the client closes the connection. */
  void drain(int most) throws IOException {
    in.readNBytes(most);
  }

  private static void checkHost(ReceivedRequest request, int minorVersion) throws HttpRefusal {
    List<String> hosts = request.headers("Host");
    boolean missing = hosts.isEmpty() && minorVersion > 0;
    if (missing
        || hosts.size() > 1
        || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw HttpRefusal.badRequest("Not one host");
    }
  }

  private static boolean names(ReceivedRequest request, String header, String option) {
    return request.elements(header).stream().anyMatch(option::equalsIgnoreCase);
  }
}
