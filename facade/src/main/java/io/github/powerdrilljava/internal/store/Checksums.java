package io.github.powerdrilljava.internal.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The checksums that a whole object must have, and whether it does: the caller's, and those that
 * the store names. A checksum that cannot be one of these bytes, by its length or its spelling, is
 * none. An entity tag is none either: it is a checksum only at some stores, for some objects.
 */
public final class Checksums {

  private static final Map<String, Integer> LENGTHS =
      Map.of(
          "SHA-256",
          32,
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

  private final Map<String, ByteString> expected = new LinkedHashMap<>();

  /** Expects what the caller states. */
  public Checksums(@Nullable String sha256) {
    if (sha256 != null) {
      expected.put("SHA-256", ByteString.decodeHex(sha256));
    }
  }

  /** Expects what an earlier response said of the same version. */
  public synchronized Checksums and(Map<String, ByteString> known) {
    known.forEach(this::put);
    return this;
  }

  /**
   * Expects what the store states.
   *
   * @param size of the whole object, -1 if unknown
   * @param whole whether the response brings all of it: some headers speak of the body
   */
  public synchronized void expect(Headers headers, long size, boolean whole) {
    and(ofObject(headers, size, whole));
  }

  /** What a response states about the whole object. */
  public static Map<String, ByteString> ofObject(Headers headers, long size, boolean whole) {
    Map<String, ByteString> said = new LinkedHashMap<>();
    if (isTransformed(headers)) {
      return said; // what they speak of is what is stored, not what is sent
    }
    if (whole) {
      if (!"COMPOSITE".equalsIgnoreCase(headers.get("x-amz-checksum-type"))) {
        AMAZON.forEach(
            (name, algorithm) -> put(said, algorithm, headers.get("x-amz-checksum-" + name)));
      }
      put(said, "MD5", headers.get("Content-MD5"));
    }
    put(said, "MD5", headers.get("x-ms-blob-content-md5"));
    putUnsigned(said, headers.get("x-oss-hash-crc64ecma"));
    putUnsigned(said, headers.get("x-cos-hash-crc64ecma"));
    String stored = headers.get("x-goog-stored-content-length");
    if (stored == null || size < 0 || stored.equals(Long.toString(size))) {
      putGoogle(said, headers);
    }
    return said;
  }

  /** Whether something on the way, or the store itself, sends other bytes than are stored. */
  private static boolean isTransformed(Headers headers) {
    String stored = headers.get("x-goog-stored-content-encoding");
    String sent = Version.encoding(headers);
    return headers.get("X-GUploader-Response-Body-Transformations") != null
        || headers.values("Warning").stream().anyMatch(warning -> warning.startsWith("214"))
        || (stored != null && !stored.equalsIgnoreCase(sent.isEmpty() ? "identity" : sent));
  }

  private static void putGoogle(Map<String, ByteString> said, Headers headers) {
    for (String hash : headers.values("x-goog-hash")) {
      for (String each : hash.split(",", -1)) {
        String named = each.strip();
        put(said, "MD5", named.startsWith("md5=") ? named.substring(4) : null);
        put(said, "CRC32C", named.startsWith("crc32c=") ? named.substring(7) : null);
      }
    }
  }

  /** Those of objects that were uploaded in parts end with a dash and a number. */
  private static void put(Map<String, ByteString> said, String algorithm, @Nullable String base64) {
    ByteString value = decode(algorithm, base64);
    if (value != null) {
      said.putIfAbsent(algorithm, value);
    }
  }

  private static @Nullable ByteString decode(String algorithm, @Nullable String base64) {
    try {
      ByteString value =
          base64 == null ? null : ByteString.of(Base64.getDecoder().decode(base64.strip()));
      return value != null && isOne(algorithm, value) ? value : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isOne(String algorithm, ByteString value) {
    return Integer.valueOf(value.size()).equals(LENGTHS.get(algorithm));
  }

  private static void putUnsigned(Map<String, ByteString> said, @Nullable String decimal) {
    try {
      if (decimal != null) {
        long crc = Long.parseUnsignedLong(decimal.strip());
        said.putIfAbsent("CRC64", bytes(8, crc));
      }
    } catch (NumberFormatException e) {
      // Not what its name promises.
    }
  }

  private void put(String algorithm, ByteString value) {
    if (isOne(algorithm, value)) {
      expected.putIfAbsent(algorithm, value);
    }
  }

  public synchronized boolean isEmpty() {
    return expected.isEmpty();
  }

  /** Computes the expected checksums while the bytes pass. */
  public synchronized Running running() {
    return new Running(new LinkedHashMap<>(expected));
  }

  /** The body of a 206, whose own checksum the response names; null if it names none. */
  public static @Nullable Running ofRange(Headers headers) {
    ByteString md5 = isTransformed(headers) ? null : decode("MD5", headers.get("Content-MD5"));
    return md5 == null ? null : new Running(Map.of("MD5", md5));
  }

  /** The checksums of bytes that pass one after the other. */
  public static final class Running {
    private final Map<String, ByteString> expected;
    private final Map<String, Hash> hashes = new LinkedHashMap<>();

    private Running(Map<String, ByteString> expected) {
      this.expected = expected;
      expected.keySet().forEach(algorithm -> hashes.put(algorithm, hash(algorithm)));
    }

    public void update(ByteBuffer bytes) {
      hashes.values().forEach(hash -> hash.update(bytes.duplicate()));
    }

    /** The name of a checksum that the bytes do not have, null if they have all of them. */
    public @Nullable String mismatch() {
      return hashes.entrySet().stream()
          .filter(hash -> !hash.getValue().value().equals(expected.get(hash.getKey())))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(null);
    }
  }

  private interface Hash {
    void update(ByteBuffer bytes);

    ByteString value();
  }

  private static Hash hash(String algorithm) {
    return switch (algorithm) {
      case "CRC32" -> of(new CRC32(), 4);
      case "CRC32C" -> of(new CRC32C(), 4);
      case "CRC64" -> of(new Crc64(Crc64.ECMA), 8);
      case "CRC64NVME" -> of(new Crc64(Crc64.NVME), 8);
      default -> of(algorithm);
    };
  }

  private static Hash of(Checksum checksum, int length) {
    return new Hash() {
      @Override
      public void update(ByteBuffer bytes) {
        checksum.update(bytes);
      }

      @Override
      public ByteString value() {
        return bytes(length, checksum.getValue());
      }
    };
  }

  private static ByteString bytes(int length, long value) {
    return ByteString.of(ByteBuffer.allocate(8).putLong(value).array(), 8 - length, length);
  }

  private static Hash of(String algorithm) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every JDK", e);
    }
    return new Hash() {
      @Override
      public void update(ByteBuffer bytes) {
        digest.update(bytes);
      }

      @Override
      public ByteString value() {
        return ByteString.of(digest.digest());
      }
    };
  }
}
