package io.github.powerdrilljava.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the lines of a message: those of its head, and those between its chunks. A line ends with
 * CRLF. RFC 9112 also permits servers to accept a bare LF, which this one refuses: two readers that
 * disagree on where a line ends read different requests.
 */
final class HeadReader {
  private static final int LARGEST_LINE = 16 * 1024;
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int DELETE = 0x7f;
  private static final int URI_TOO_LONG = 414;
  private static final int HEAD_TOO_LARGE = 431;

  private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \\t]+|[ \\t]+$");

  private final InputStream in;

  HeadReader(InputStream in) {
    this.in = in;
  }

  /** The line that begins a request; an empty line may come before it. */
  RequestLine requestLine() throws IOException {
    String line = line(LARGEST_LINE, URI_TOO_LONG);
    return RequestLine.of(line.isEmpty() ? line(LARGEST_LINE, URI_TOO_LONG) : line);
  }

  /** The fields of a head or of a trailer, up to the empty line after them. */
  Map<String, List<String>> fields() throws IOException {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int left = LARGEST_HEAD;
    for (String line = line(left, HEAD_TOO_LARGE);
        !line.isEmpty();
        line = line(left, HEAD_TOO_LARGE)) {
      left -= line.length();
      int colon = line.indexOf(':');
      // A line that continues the value of the one before begins with a blank, as no name does.
      if (colon < 0 || !RequestLine.TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw HttpRefusal.badRequest("Not a header");
      }
      fields
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(BLANKS_AROUND.matcher(line.substring(colon + 1)).replaceAll(""));
    }
    return fields;
  }

  /** The line before a chunk, or the rest of the one after it. */
  String chunkLine() throws IOException {
    return line(LARGEST_LINE, 400);
  }

  private String line(int longest, int statusIfLonger) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\r'; next = read()) {
      if ((next < ' ' && next != '\t') || next == DELETE) {
        throw HttpRefusal.badRequest("A control character, perhaps LF without CR");
      }
      if (line.length() == longest) {
        throw new HttpRefusal(statusIfLonger, "A head that is too long");
      }
      line.append((char) next);
    }
    if (read() != '\n') {
      throw HttpRefusal.badRequest("CR without LF");
    }
    return line.toString();
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("The client has gone away");
    }
    return next;
  }
}
