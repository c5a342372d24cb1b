package io.github.powerdrilljava.internal.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** The part of an object that one connection is writing, and how much of it the journal knows. */
final class PartWriter {

  /** What has arrived is recorded in the journal after that long, if not before. */
  static final long KEEP_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int NONE = -1;

  private final JournaledFile file;
  private final Segments segments;
  private final CRC32C crc = new CRC32C();
  private int part = NONE;
  private int begun;
  private long position;
  private long recorded;
  private long recordedAt = System.nanoTime();

  PartWriter(JournaledFile file, Segments segments) {
    this.file = file;
    this.segments = segments;
  }

  /** The part's number, -1 if there is none. */
  int part() {
    return part;
  }

  /** Where in the object the next byte belongs. */
  long position() {
    return position;
  }

  /** Where in the object the part begins. */
  long offset() {
    return segments.offset(part);
  }

  /** How many bytes the part has. */
  long length() {
    return segments.offset(part + 1) - segments.offset(part);
  }

  /** How many bytes of the part are missing. */
  long missing() {
    return segments.offset(part + 1) - position;
  }

  /** Goes to the part that is to be fetched next, or stays in it; false if there is none. */
  boolean moveTo(Segment segment) {
    int next = segment.part();
    if (next >= 0 && next != part) {
      part = next;
      position = segments.offset(next);
      crc.reset();
      recorded = position;
      begun = segments.takeBegun(segment, next);
    }
    if (next < 0) {
      part = NONE;
    }
    return next >= 0;
  }

  /** Leaves out what is there already of this part; a response that is being read brings all. */
  void skipBegun() throws IOException {
    if (begun > 0 && position == segments.offset(part)) {
      file.part().read(position, begun, crc::update);
      position += begun;
      recorded = position;
    }
    begun = 0;
  }

  /** Writes the buffer's bytes, and records them where that is due. */
  void write(ByteBuffer bytes, Segment segment) throws IOException {
    int length = bytes.remaining();
    file.part().write(bytes.duplicate(), position);
    crc.update(bytes.duplicate());
    position += length;
    segment.received(position - segments.offset(part));
    if (missing() == 0 || System.nanoTime() - recordedAt >= KEEP_AFTER_NANOS) {
      record();
    }
  }

  /** Adds to the journal what has been written of this part. */
  void record() throws IOException {
    if (part >= 0 && position > recorded) {
      long begin = segments.offset(part);
      file.add(part, new Journal.Prefix((int) (position - begin), (int) crc.getValue()));
      recorded = position;
      recordedAt = System.nanoTime();
    }
  }
}
