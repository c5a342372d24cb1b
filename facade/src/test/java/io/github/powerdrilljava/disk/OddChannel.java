package io.github.powerdrilljava.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file on an {@link OddDisk}. */
final class OddChannel extends FileChannel {

  private final OddDisk disk;
  private final Path path;
  private final FileChannel real;

  OddChannel(OddDisk disk, Path path, FileChannel real) {
    this.disk = disk;
    this.path = path;
    this.real = real;
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    if (disk.has(OddDisk.Habit.NO_LOCKS)) {
      throw new IOException("No locks available");
    }
    return real.tryLock(position, size, shared);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return real.lock(position, size, shared);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    disk.force(path);
    real.force(metaData);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    disk.write();
    return real.write(bytes);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    disk.write();
    return real.write(bytes, position);
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    disk.write();
    return real.write(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return real.read(bytes);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return real.read(bytes, position);
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return real.read(bytes, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.change();
    real.truncate(size);
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    return real.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return real.map(mode, position, size);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
