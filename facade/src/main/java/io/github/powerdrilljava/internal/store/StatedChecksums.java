package io.github.powerdrilljava.internal.store;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The checksums that a store states in the headers of a response. A value that cannot be one of
 * these bytes, by its length or its spelling, is none. An entity tag is none either: it is a
 * checksum only at some stores, for some objects.
 */
public final class StatedChecksums {

  private static final Map<String, Integer> LENGTHS =
      Map.of(
          "SHA-256",
          32,
          "SHA-512",
          64,
          "SHA-1",
          20,
          "MD5",
          16,
          "CRC32",
          4,
          "CRC32C",
          4,
          "CRC64",
          8,
          "CRC64NVME",
          8);

  /** By which Amazon's headers name what Java names otherwise. */
  private static final Map<String, String> AMAZON =
      Map.of(
          "sha256", "SHA-256",
          "sha1", "SHA-1",
          "crc32", "CRC32",
          "crc32c", "CRC32C",
          "crc64nvme", "CRC64NVME");

  /** By which RFC 9530, and RFC 3230 before it, name what Java names otherwise. */
  private static final Map<String, String> DIGESTS =
      Map.of("sha-256", "SHA-256", "sha-512", "SHA-512", "sha", "SHA-1", "md5", "MD5");

  private StatedChecksums() {}

  /** Whether a value can be a checksum by this algorithm. */
  static boolean isOne(String algorithm, ByteString value) {
    return Integer.valueOf(value.size()).equals(LENGTHS.get(algorithm));
  }

  /**
   * Those of the whole object.
   *
   * @param size of the whole object, -1 if unknown
   * @param whole whether the response brings all of it
   */
  public static Map<String, ByteString> ofObject(Headers headers, long size, boolean whole) {
    Map<String, ByteString> stated = new LinkedHashMap<>();
    if (isTransformed(headers)) {
      return stated; // what they speak of is what is stored, not what is sent
    }
    if (whole) {
      putBody(stated, headers);
    }
    if (whole && !"COMPOSITE".equalsIgnoreCase(headers.get("x-amz-checksum-type"))) {
      AMAZON.forEach(
          (name, algorithm) -> put(stated, algorithm, headers.get("x-amz-checksum-" + name)));
    }
    putDigests(stated, headers.values("Repr-Digest"));
    if (whole) { // some servers mean the body by it
      putDigests(stated, headers.values("Digest"));
    }
    put(stated, "MD5", headers.get("x-ms-blob-content-md5"));
    putUnsigned(stated, headers.get("x-oss-hash-crc64ecma"));
    putUnsigned(stated, headers.get("x-cos-hash-crc64ecma"));
    String stored = headers.get("x-goog-stored-content-length");
    if (stored == null || size < 0 || stored.equals(Long.toString(size))) {
      putGoogle(stated, headers);
    }
    return stated;
  }

  /** Those of the bytes that the response brings, be they all of the object or a part. */
  static Map<String, ByteString> ofBody(Headers headers) {
    Map<String, ByteString> stated = new LinkedHashMap<>();
    if (!isTransformed(headers)) {
      putBody(stated, headers);
    }
    return stated;
  }

  private static void putBody(Map<String, ByteString> stated, Headers headers) {
    put(stated, "MD5", headers.get("Content-MD5"));
    putDigests(stated, headers.values("Content-Digest"));
  }

  /** Whether something on the way, or the store itself, sends other bytes than are stored. */
  private static boolean isTransformed(Headers headers) {
    String stored = headers.get("x-goog-stored-content-encoding");
    String sent = Version.encoding(headers);
    return headers.get("X-GUploader-Response-Body-Transformations") != null
        || headers.values("Warning").stream().anyMatch(warning -> warning.startsWith("214"))
        || (stored != null && !stored.equalsIgnoreCase(sent.isEmpty() ? "identity" : sent));
  }

  /** In RFC 9530, a colon begins and ends each value, and parameters may follow. */
  private static void putDigests(Map<String, ByteString> stated, List<String> values) {
    for (String value : values) {
      for (String member : value.split(",", -1)) {
        String digest = member.split(";", 2)[0].strip();
        int equals = digest.indexOf('=');
        String name = digest.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
        String algorithm = DIGESTS.get(name);
        if (algorithm != null) {
          String text = digest.substring(equals + 1);
          boolean isWrapped = text.length() > 1 && text.startsWith(":") && text.endsWith(":");
          put(stated, algorithm, isWrapped ? text.substring(1, text.length() - 1) : text);
        }
      }
    }
  }

  private static void putGoogle(Map<String, ByteString> stated, Headers headers) {
    for (String hash : headers.values("x-goog-hash")) {
      for (String each : hash.split(",", -1)) {
        String named = each.strip();
        put(stated, "MD5", named.startsWith("md5=") ? named.substring(4) : null);
        put(stated, "CRC32C", named.startsWith("crc32c=") ? named.substring(7) : null);
      }
    }
  }

  /** Those of objects that were uploaded in parts end with a dash and a number. */
  private static void put(
      Map<String, ByteString> stated, String algorithm, @Nullable String base64) {
    try {
      if (base64 != null) {
        ByteString value = ByteString.of(Base64.getDecoder().decode(base64.strip()));
        if (isOne(algorithm, value)) {
          stated.putIfAbsent(algorithm, value);
        }
      }
    } catch (IllegalArgumentException e) {
      // Not what its name promises.
    }
  }

  private static void putUnsigned(Map<String, ByteString> stated, @Nullable String decimal) {
    try {
      if (decimal != null) {
        long crc = Long.parseUnsignedLong(decimal.strip());
        stated.putIfAbsent(
            "CRC64", ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(crc).array()));
      }
    } catch (NumberFormatException e) {
      // Not what its name promises.
    }
  }
}
