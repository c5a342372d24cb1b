package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The body of a response, whose length is known before it is written. */
interface HttpBody {
  HttpBody EMPTY = of(new byte[0]);

  /** How many bytes {@link #writeTo} writes. */
  long length();

  /**
   * Writes the whole body.
   *
   * @throws IOException if it cannot be written, or if it has become shorter than it was
   */
  void writeTo(OutputStream out) throws IOException;

  /** The body up to there, or all of it if it is not that long. */
  HttpBody first(long bytes);

  /** The first half of the body, rounded down. */
  default HttpBody firstHalf() {
    return first(length() / 2);
  }

  static HttpBody of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static HttpBody of(byte[] bytes) {
    return new HttpBody() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }

      @Override
      public HttpBody first(long most) {
        return of(Arrays.copyOf(bytes, (int) Math.min(most, bytes.length)));
      }
    };
  }

  /** A part of an object, read as it is written. */
  static HttpBody of(StoredObject object, ByteRange range) {
    return new HttpBody() {
      @Override
      public long length() {
        return range.length();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        object.copy(range, out);
      }

      @Override
      public HttpBody first(long most) {
        return of(object, new ByteRange(range.first(), Math.min(most, range.length())));
      }
    };
  }
}
