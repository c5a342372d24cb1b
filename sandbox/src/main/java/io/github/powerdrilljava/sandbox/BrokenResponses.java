package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** The responses that faults send in place of the real one. */
final class BrokenResponses {
  private static final int BOMB_BYTES = 100 << 20;

  private BrokenResponses() {}

  static HttpResponse of(int status, String contentType, String body) {
    return HttpResponse.of(status).with("Content-Type", contentType).with(HttpBody.of(body));
  }

  static HttpResponse informational(int status) {
    HttpResponse bare = HttpResponse.of(status);
    return status == 103 ? bare.with("Link", "</style.css>; rel=preload; as=style") : bare;
  }

  static HttpResponse tooManyRequests() {
    return ApiResponse.failure(Refusal.tooManyRequests()).toHttp();
  }

  static String page(int status) {
    return "<!DOCTYPE html>\n<html><head><title>"
        + status
        + "</title></head><body></body></html>\n";
  }

  static HttpResponse gzipBomb() {
    return HttpResponse.of(200)
        .with("Content-Type", "application/json")
        .with("Content-Encoding", "gzip")
        .with("x-pd-trace-id", "gzip-bomb")
        .with(HttpBody.of(Bomb.BYTES));
  }

  /** Built once, on first use: that takes some tenths of a second. */
  private static final class Bomb {
    static final byte[] BYTES = build();

    private static byte[] build() {
      byte[] start = "{\"code\":0,\"data\":{\"presigned_url\":\"https://".getBytes(US_ASCII);
      byte[] end = "\",\"expires_at\":\"2030-01-01T00:00:00.000Z\"}}".getBytes(US_ASCII);
      byte[] filling = new byte[64 * 1024];
      Arrays.fill(filling, (byte) 'a');
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(bomb)) {
        gzip.write(start);
        for (int left = BOMB_BYTES - start.length - end.length; left > 0; left -= filling.length) {
          gzip.write(filling, 0, Math.min(left, filling.length));
        }
        gzip.write(end);
      } catch (IOException e) {
        throw new UncheckedIOException("Memory cannot be written to", e);
      }
      return bomb.toByteArray();
    }
  }
}
