package io.github.powerdrilljava.internal.store;

import java.util.zip.Checksum;

/** A 64-bit cyclic redundancy check, bits reflected and inverted at both ends; Java has none. */
final class Crc64 implements Checksum {

  /** ECMA-182, as in xz: what Alibaba's and Tencent's stores name. */
  static final long ECMA = 0xC96C5795D7870F42L;

  /** NVM Express: what Amazon's S3 names. */
  static final long NVME = 0x9A6C9329AC4BC9B5L;

  private static final int SLICES = 8;

  /** Eight tables, to take eight bytes at a time. */
  private final long[][] tables = new long[SLICES][256];

  private long value = -1;

  /**
   * Begins with no bytes.
   *
   * @param polynomial reflected
   */
  Crc64(long polynomial) {
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : polynomial);
      }
      tables[0][i] = crc;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int i = 0; i < 256; i++) {
        long previous = tables[slice - 1][i];
        tables[slice][i] = (previous >>> 8) ^ tables[0][(int) (previous & 0xff)];
      }
    }
  }

  @Override
  public void update(int b) {
    value = (value >>> 8) ^ tables[0][(int) ((value ^ b) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    for (; end - at >= SLICES; at += SLICES) {
      long crc = value;
      long next = 0;
      for (int i = 0; i < SLICES; i++) {
        next ^= tables[SLICES - 1 - i][(int) ((crc ^ bytes[at + i]) & 0xff)];
        crc >>>= 8;
      }
      value = next;
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~value;
  }

  @Override
  public void reset() {
    value = -1;
  }
}
