package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The checksums that a whole object must have, and whether it does: the caller's, and those that
 * the store names. An entity tag is none: it is a checksum only at some stores, for some objects.
 */
final class Digests {

  private final Map<String, byte[]> expected = new LinkedHashMap<>();

  /** Expects what the caller says. */
  Digests(@Nullable String sha256) {
    if (sha256 != null) {
      expected.put("SHA-256", HexFormat.of().parseHex(sha256));
    }
  }

  /**
   * Expects what the store says.
   *
   * @param whole whether the answer brings the whole object: some headers speak of the body
   */
  void expect(Headers headers, boolean whole) {
    if (whole) {
      put("SHA-256", headers.get("x-amz-checksum-sha256"));
      put("SHA-1", headers.get("x-amz-checksum-sha1"));
      put("CRC32", headers.get("x-amz-checksum-crc32"));
      put("CRC32C", headers.get("x-amz-checksum-crc32c"));
      put("MD5", headers.get("Content-MD5"));
    }
    for (String hash : headers.values("x-goog-hash")) {
      for (String each : hash.split(",", -1)) {
        String named = each.strip();
        put("MD5", named.startsWith("md5=") ? named.substring(4) : null);
        put("CRC32C", named.startsWith("crc32c=") ? named.substring(7) : null);
      }
    }
  }

  /** Those of objects that were uploaded in parts end with a dash and a number: of no use here. */
  private void put(String algorithm, @Nullable String base64) {
    try {
      if (base64 != null && !base64.contains("-")) {
        expected.putIfAbsent(algorithm, Base64.getDecoder().decode(base64));
      }
    } catch (IllegalArgumentException e) {
      // Not what its name says.
    }
  }

  boolean isEmpty() {
    return expected.isEmpty();
  }

  /** The name of a checksum that the file does not have, null if it has all of them. */
  @Nullable String mismatch(PartFile file) throws IOException {
    Map<String, Hash> hashes = new LinkedHashMap<>();
    expected.keySet().forEach(algorithm -> hashes.put(algorithm, hash(algorithm)));
    file.read(
        0, file.size(), bytes -> hashes.values().forEach(hash -> hash.update(bytes.duplicate())));
    return hashes.entrySet().stream()
        .filter(hash -> !Arrays.equals(expected.get(hash.getKey()), hash.getValue().value()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private interface Hash {
    void update(ByteBuffer bytes);

    byte[] value();
  }

  private static Hash hash(String algorithm) {
    return switch (algorithm) {
      case "CRC32" -> of(new CRC32());
      case "CRC32C" -> of(new CRC32C());
      default -> of(algorithm);
    };
  }

  private static Hash of(Checksum checksum) {
    return new Hash() {
      @Override
      public void update(ByteBuffer bytes) {
        checksum.update(bytes);
      }

      @Override
      public byte[] value() {
        return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
      }
    };
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
      public byte[] value() {
        return digest.digest();
      }
    };
  }
}
