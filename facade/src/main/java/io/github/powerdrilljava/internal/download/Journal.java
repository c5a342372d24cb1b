package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.store.Version;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that is only begun: which version of which object it is a part of, and
 * how much of each part is there, with its checksum. Only ever added to; a record that was cut off
 * by a crash is noticed by its own checksum, and so is everything after it. Every number is checked
 * when it is read: a journal that cannot be right is none.
 */
final class Journal {

  private static final int MAGIC = 0x50444a33; // "PDJ3"
  private static final int RECORD_BYTES = 16;
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_CHECKSUMS = 32;

  static final int MIN_PART_BYTES = 64 * 1024;
  static final int MAX_PART_BYTES = 1024 * 1024 * 1024;
  static final int MAX_PARTS = 1 << 24;

  private Journal() {}

  /**
   * What a file is a part of.
   *
   * @param origin the object, digested: the same from one URL to the next
   * @param version null if it cannot be told from another one: then nothing can be resumed
   * @param partSize in bytes; 0 without a version
   * @param checksums what the whole object must have, by algorithm
   */
  record Header(
      ByteString origin,
      @Nullable Version version,
      int partSize,
      Map<String, ByteString> checksums) {

    /** Of a file whose content cannot be resumed. */
    static Header plain(ByteString origin) {
      return new Header(origin, null, 0, Map.of());
    }

    /** How many bytes a part has, 0 if there is no such part. */
    long length(int part) {
      long rest = version == null ? 0 : version.size() - (long) part * partSize;
      return part < 0 || rest <= 0 ? 0 : Math.min(partSize, rest);
    }

    private boolean isValid() {
      return version == null
          ? partSize == 0
          : version.isValid()
              && partSize >= MIN_PART_BYTES
              && partSize <= MAX_PART_BYTES
              && (version.size() - 1) / partSize < MAX_PARTS;
    }
  }

  /** How many bytes of a part are there, from its beginning, and the CRC-32C of those. */
  record Prefix(int length, int crc) {}

  /**
   * What was written.
   *
   * @param fileKey of the file that it speaks of, empty where files have none
   * @param prefixes by part, the newest of each
   * @param length of what is not damaged, in bytes
   */
  record Content(Header header, String fileKey, Map<Integer, Prefix> prefixes, long length) {}

  /**
   * Begins with no parts.
   *
   * @param fileKey of the file that it speaks of, empty where files have none
   */
  static void begin(FileChannel channel, Header header, String fileKey) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(fileKey);
    writeBytes(out, header.origin());
    Version version = header.version();
    out.writeBoolean(version != null);
    if (version != null) {
      out.writeLong(version.size());
      out.writeUTF(version.validator());
      out.writeUTF(version.encoding());
      out.writeUTF(version.type());
      out.writeInt(header.partSize());
    }
    out.writeInt(header.checksums().size());
    for (Map.Entry<String, ByteString> checksum : header.checksums().entrySet()) {
      out.writeUTF(checksum.getKey());
      writeBytes(out, checksum.getValue());
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes.size() + 12);
    buffer
        .putInt(MAGIC)
        .putInt(bytes.size())
        .put(bytes.toByteArray())
        .putInt(crc(bytes.toByteArray(), bytes.size()));
    channel.truncate(0);
    write(channel, buffer.flip());
  }

  private static void writeBytes(DataOutputStream out, ByteString bytes) throws IOException {
    out.writeShort(bytes.size());
    bytes.write(out);
  }

  /** Makes ready to add to what was read. */
  static void resume(FileChannel channel, Content content) throws IOException {
    channel.truncate(content.length());
    channel.position(content.length());
  }

  static void add(FileChannel channel, int part, Prefix prefix) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    record.putInt(part).putInt(prefix.length()).putInt(prefix.crc());
    record.putInt(crc(record.array(), RECORD_BYTES - 4));
    long begin = channel.position();
    try {
      write(channel, record.flip());
    } catch (IOException e) {
      channel.position(begin); // or the next record would follow half of this one
      throw e;
    }
  }

  private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Null if this is no journal, or one whose beginning is damaged or cannot be right. */
  static @Nullable Content read(FileChannel channel) throws IOException {
    channel.position(0);
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    try {
      if (in.readInt() != MAGIC) {
        return null;
      }
      int length = in.readInt();
      if (length < 0 || length > MAX_HEADER_BYTES) {
        return null;
      }
      byte[] bytes = in.readNBytes(length);
      if (in.readInt() != crc(bytes, bytes.length)) {
        return null;
      }
      DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes));
      String fileKey = head.readUTF();
      Header header = header(head);
      return header.isValid() ? records(header, fileKey, in, length + 12L) : null;
    } catch (EOFException | UTFDataFormatException e) {
      return null;
    }
  }

  private static Header header(DataInputStream in) throws IOException {
    ByteString origin = readBytes(in);
    Version version = null;
    int partSize = 0;
    if (in.readBoolean()) {
      version = new Version(in.readLong(), in.readUTF(), in.readUTF(), in.readUTF());
      partSize = in.readInt();
    }
    Map<String, ByteString> checksums = new LinkedHashMap<>();
    int count = in.readInt();
    if (count < 0 || count > MAX_CHECKSUMS) {
      throw new EOFException();
    }
    for (int i = 0; i < count; i++) {
      checksums.put(in.readUTF(), readBytes(in));
    }
    return new Header(origin, version, partSize, checksums);
  }

  private static ByteString readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return ByteString.of(bytes);
  }

  private static Content records(
      Header header, String fileKey, DataInputStream in, long headerBytes) throws IOException {
    Map<Integer, Prefix> prefixes = new HashMap<>();
    long length = headerBytes;
    for (byte[] bytes = in.readNBytes(RECORD_BYTES);
        bytes.length == RECORD_BYTES;
        bytes = in.readNBytes(RECORD_BYTES)) {
      ByteBuffer record = ByteBuffer.wrap(bytes);
      int part = record.getInt();
      Prefix prefix = new Prefix(record.getInt(), record.getInt());
      if (record.getInt() != crc(bytes, RECORD_BYTES - 4)
          || prefix.length() < 1
          || prefix.length() > header.length(part)) {
        break;
      }
      prefixes.put(part, prefix);
      length += RECORD_BYTES;
    }
    return new Content(header, fileKey, prefixes, length);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
