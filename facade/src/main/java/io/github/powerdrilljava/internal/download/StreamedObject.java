package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.MismatchException;
import io.github.powerdrilljava.internal.store.Checksums;
import io.github.powerdrilljava.internal.store.ContentRange;
import io.github.powerdrilljava.internal.store.InconsistentResponseException;
import io.github.powerdrilljava.internal.store.ObjectChangedException;
import io.github.powerdrilljava.internal.store.RangeRequest;
import io.github.powerdrilljava.internal.store.StoreException;
import io.github.powerdrilljava.internal.store.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object that is read in order: its version and size, and how far it is read.
 */
final class StreamedObject {

  private static final long UNKNOWN = -1;

  private @Nullable Version version;
  private boolean begun;
  private long position;
  private long size = UNKNOWN;

  /** Where what the newest response brings ends. */
  private long end = UNKNOWN;

  /** As a 206 said; what brings all must be as long. */
  private long saidSize = UNKNOWN;

  private Checksums.@Nullable Running checksums;

  /** Whether a response was accepted. */
  boolean isBegun() {
    return begun;
  }

  /** Whether another response could bring the rest of the same version. */
  boolean canResume() {
    return !begun || version != null;
  }

  /** All that is not read yet. */
  RangeRequest rest() {
    return new RangeRequest(position, RangeRequest.OPEN, version);
  }

  /** Whether the newest response brings no more, but others can. */
  boolean needsAnotherResponse() {
    return position == end && position < size;
  }

  /** Whether bytes are missing. */
  boolean isCutOff() {
    return position < size;
  }

  /** How many bytes may be read of the newest response, at most as many as given. */
  int most(int length) {
    return end == UNKNOWN ? length : (int) Math.min(length, end - position);
  }

  /** Records that these bytes were read. */
  void advance(byte[] bytes, int offset, int length) {
    position += length;
    if (checksums != null) {
      checksums.update(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  /** Fails if what was read is not all, or not what is stored. */
  void requireWhole() throws IOException {
    if (size == UNKNOWN && saidSize != UNKNOWN && position != saidSize) {
      throw InconsistentResponseException.otherSize(position, saidSize);
    }
    String mismatch = checksums == null ? null : checksums.mismatch();
    if (mismatch != null) {
      throw new MismatchException(
          "what arrived does not have the " + mismatch + " that it must have");
    }
  }

  /**
   * Accepts a response, from which the next bytes are read, or fails.
   *
   * @throws ObjectChangedException if it is of another version
   */
  void accept(Response response) throws IOException {
    if (begun && (response.code() == 412 || response.code() == 416)) {
      throw new ObjectChangedException();
    }
    if (response.code() != 200 && response.code() != 206) {
      throw StoreException.of(response);
    }
    boolean isPart = response.code() == 206;
    ContentRange range = isPart ? ContentRange.of(response) : ContentRange.whole(response);
    if (isPart) {
      requirePart(response, range);
    } else {
      Version.requireAsStored(response, saidSize);
    }
    if (version != null) {
      if (range == null || !version.isOf(range, response.headers())) {
        throw new ObjectChangedException();
      }
      version.requireSameForm(response.headers());
    }
    if (!begun) {
      begin(response, range);
    }
    if (isPart) {
      end = position + (range == null ? 0 : range.length());
    } else {
      end = size;
      response.body().source().skip(position); // no ranges here
    }
  }

  private void requirePart(Response response, @Nullable ContentRange range) throws IOException {
    if (range == null || range.first() != position) {
      throw StoreException.otherBytes(response);
    }
    saidSize = range.size();
    range.requireIn(response);
  }

  private void begin(Response response, @Nullable ContentRange range) {
    begun = true;
    Checksums said = new Checksums(null);
    said.expect(
        response.headers(),
        range == null ? UNKNOWN : range.size(),
        range == null || range.isWhole());
    checksums = said.isEmpty() ? null : said.running();
    if (range != null) {
      version = Version.of(range, response.headers());
      size = range.size();
    }
  }
}
