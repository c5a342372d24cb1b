package io.github.powerdrilljava.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that is only begun: which version of which object it is a part of, and
 * the checksum of each part that is there. Only ever added to; a record that was cut off by a crash
 * is noticed by its own checksum, and so is everything after it.
 */
final class Journal {

  private static final int MAGIC = 0x50444a31; // "PDJ1"
  private static final int RECORD_BYTES = 12;
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private Journal() {}

  /**
   * What a file is a part of.
   *
   * @param origin which object, in words that stay the same from one URL to the next
   */
  record Header(String origin, Version version, int partSize) {}

  /**
   * What was written.
   *
   * @param checksums CRC-32C of each part that was there
   * @param length of what is not damaged, in bytes
   */
  record Content(Header header, Map<Integer, Integer> checksums, long length) {}

  static void begin(FileChannel channel, Header header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(header.origin());
    out.writeUTF(header.version().validator());
    out.writeLong(header.version().size());
    out.writeInt(header.partSize());
    ByteBuffer buffer = ByteBuffer.allocate(bytes.size() + 12);
    buffer
        .putInt(MAGIC)
        .putInt(bytes.size())
        .put(bytes.toByteArray())
        .putInt(crc(bytes.toByteArray()));
    channel.truncate(0);
    write(channel, buffer.flip());
  }

  /** Makes ready to add to what was read. */
  static void goOn(FileChannel channel, Content content) throws IOException {
    channel.truncate(content.length());
    channel.position(content.length());
  }

  static void add(FileChannel channel, int part, int checksum) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).putInt(part).putInt(checksum);
    record.putInt(crc(java.util.Arrays.copyOf(record.array(), 8)));
    write(channel, record.flip());
  }

  private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Null if this is no journal, or one whose beginning is damaged. */
  static @Nullable Content read(FileChannel channel) throws IOException {
    channel.position(0);
    DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Channels.newInputStream(channel)));
    try {
      if (in.readInt() != MAGIC) {
        return null;
      }
      int length = in.readInt();
      if (length < 0 || length > MAX_HEADER_BYTES) {
        return null;
      }
      byte[] bytes = in.readNBytes(length);
      if (in.readInt() != crc(bytes)) {
        return null;
      }
      DataInputStream header = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
      String origin = header.readUTF();
      String validator = header.readUTF();
      Version version = new Version(header.readLong(), validator);
      return records(new Header(origin, version, header.readInt()), in, length + 12L);
    } catch (EOFException e) {
      return null;
    }
  }

  private static Content records(Header header, DataInputStream in, long headerBytes)
      throws IOException {
    Map<Integer, Integer> checksums = new HashMap<>();
    long length = headerBytes;
    for (byte[] bytes = in.readNBytes(RECORD_BYTES);
        bytes.length == RECORD_BYTES;
        bytes = in.readNBytes(RECORD_BYTES)) {
      ByteBuffer record = ByteBuffer.wrap(bytes);
      int part = record.getInt();
      int checksum = record.getInt();
      if (record.getInt() != crc(java.util.Arrays.copyOf(bytes, 8))) {
        break;
      }
      checksums.put(part, checksum);
      length += RECORD_BYTES;
    }
    return new Content(header, checksums, length);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
