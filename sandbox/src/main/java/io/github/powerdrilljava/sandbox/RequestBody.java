package io.github.powerdrilljava.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a request's body is, and its reading (RFC 9112, sections 6 and 7).
 *
 * @param chunked whether it comes in chunks, which have their own lengths
 * @param length in bytes, 0 for chunks
 */
record RequestBody(boolean chunked, int length) {
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]+)([ \\t]*;.*)?");
  private static final String CODING = "Transfer-Encoding";
  private static final String LENGTH = "Content-Length";

  /** Reads nothing but the head. */
  static RequestBody of(ReceivedRequest request, int minorVersion) throws HttpRefusal {
    List<String> lengths = request.elements(LENGTH);
    if (request.headers(CODING).isEmpty()) {
      return new RequestBody(false, request.headers(LENGTH).isEmpty() ? 0 : agreed(lengths));
    }
    // Two readers that disagree on which of both counts read different requests.
    if (minorVersion == 0 || !request.headers(LENGTH).isEmpty()) {
      throw HttpRefusal.badRequest("A transfer coding beside a length, or in HTTP/1.0");
    }
    checkChunkedOnly(request.elements(CODING));
    return new RequestBody(true, 0);
  }

  boolean isEmpty() {
    return !chunked && length == 0;
  }

  byte[] read(InputStream in, HeadReader lines) throws IOException {
    return chunked ? chunks(in, lines) : bytes(in, length);
  }

  private static void checkChunkedOnly(List<String> codings) throws HttpRefusal {
    long chunked = codings.stream().filter("chunked"::equalsIgnoreCase).count();
    if (chunked != 1 || !codings.get(codings.size() - 1).equalsIgnoreCase("chunked")) {
      throw HttpRefusal.badRequest("A body whose end cannot be known");
    }
    if (codings.size() > 1) {
      throw new HttpRefusal(501, "An unknown transfer coding");
    }
  }

  private static int agreed(List<String> lengths) throws HttpRefusal {
    if (lengths.stream().distinct().count() != 1 || !DECIMAL.matcher(lengths.get(0)).matches()) {
      throw HttpRefusal.badRequest("Not a length");
    }
    return number(lengths.get(0), 10);
  }

  private static byte[] chunks(InputStream in, HeadReader lines) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(lines); length > 0; length = chunkLength(lines)) {
      if (body.size() + length > LARGEST_BODY) {
        throw tooLarge();
      }
      body.writeBytes(bytes(in, length));
      if (!lines.chunkLine().isEmpty()) {
        throw HttpRefusal.badRequest("A chunk that is longer than its stated size");
      }
    }
    lines.fields();
    return body.toByteArray();
  }

  private static int chunkLength(HeadReader lines) throws IOException {
    Matcher chunk = CHUNK.matcher(lines.chunkLine());
    if (!chunk.matches()) {
      throw HttpRefusal.badRequest("Not the length of a chunk");
    }
    return number(chunk.group(1), 16);
  }

  /** Of digits, however many. */
  private static int number(String digits, int radix) throws HttpRefusal {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    if (significant.length() > Integer.toString(LARGEST_BODY, radix).length()
        || Long.parseLong(significant, radix) > LARGEST_BODY) {
      throw tooLarge();
    }
    return Integer.parseInt(significant, radix);
  }

  private static HttpRefusal tooLarge() {
    return new HttpRefusal(413, "A body that is too long");
  }

  private static byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The client has gone away");
    }
    return bytes;
  }
}
