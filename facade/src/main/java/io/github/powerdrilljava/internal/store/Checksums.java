package io.github.powerdrilljava.internal.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * the store states.
 */
public final class Checksums {

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
    and(StatedChecksums.ofObject(headers, size, whole));
  }

  private void put(String algorithm, ByteString value) {
    if (StatedChecksums.isOne(algorithm, value)) {
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

  /** The body of a 206, whose own checksums the response names; null if it names none. */
  public static @Nullable Running ofRange(Headers headers) {
    Map<String, ByteString> stated = StatedChecksums.ofBody(headers);
    return stated.isEmpty() ? null : new Running(stated);
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
