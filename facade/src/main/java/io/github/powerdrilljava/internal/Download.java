package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * One download, from the first request to the file's name. The first request asks for the first
 * bytes, and its answer tells how the rest is fetched: in parts over several connections, or, where
 * the store does not offer that or cannot tell one version from another, in one piece.
 */
final class Download {

  /** What one connection fetches at first: a smaller content needs no other. */
  private static final long FIRST_BYTES = 8 * 1024 * 1024;

  private static final int MAX_CONNECTIONS = 8;
  private static final int PART_BYTES = 1024 * 1024;

  /** The journal of a larger content has larger parts, instead of more. */
  private static final int MAX_PARTS = 64 * 1024;

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int MAX_CHANGES = 3;

  private final DownloadRequest request;
  private final Origin origin;
  private final Path target;
  private final Path file;
  private final Transfer.Context context;
  private long bytesKept;
  private boolean transferring;

  /**
   * Prepares it; nothing is sent yet.
   *
   * @param target the file as the caller knows it
   * @param file where it is, links followed
   */
  Download(
      DownloadRequest request, Origin origin, Path target, Path file, Transfer.Context context) {
    this.request = request;
    this.origin = origin;
    this.target = target;
    this.file = file;
    this.context = context;
  }

  /** Fetches the content and gives the file its name. */
  Path run() throws IOException {
    int failures = 0;
    int changes = 0;
    while (true) {
      try {
        attempt();
        return target;
      } catch (ObjectChanged e) {
        changes++;
        if (changes > MAX_CHANGES) {
          throw e;
        }
      } catch (IOException e) {
        failures++;
        Duration delay = transferring ? null : context.decision().nextDelay(e, failures);
        if (delay == null || context.cancellation().await(delay.toNanos())) {
          throw e;
        }
      }
    }
  }

  /** How many bytes are kept for the next download, now that this one has failed. */
  long bytesKept() {
    return bytesKept;
  }

  private void attempt() throws IOException {
    transferring = false;
    bytesKept = 0;
    JournaledFile begun = JournaledFile.find(file, origin.id());
    if (begun != null) {
      transfer(begun, new Digests(request.sha256()), this::goOn);
    } else if (first() == Next.ASK_FOR_ALL) {
      try (StoreCalls.Answer answer = context.store().get(null, call -> {})) {
        whole(answer.response());
      }
    }
  }

  private interface Run {
    void of(Transfer transfer) throws IOException;
  }

  /** Where nothing is missing, no answer to a request would tell that the object has changed. */
  private void goOn(Transfer transfer) throws IOException {
    if (transfer.parts.isComplete()) {
      transferring = false;
      Version version = transfer.file.header().version();
      StoreCalls.Range lastByte = new StoreCalls.Range(version.size() - 1, version.size(), version);
      try (StoreCalls.Answer answer = context.store().get(lastByte, call -> {})) {
        version.require(answer.response(), lastByte.from());
      }
    }
    transfer.run();
  }

  /** What breaks from here on is tried again by the connection that it breaks for. */
  private void transfer(JournaledFile begun, Digests digests, Run run) throws IOException {
    transferring = true;
    Version version = begun.header().version();
    try (begun) {
      try {
        context.progress().begin(version.size());
        requireSpace(version.size() - begun.bytesKept());
        run.of(newTransfer(begun));
        finish(begun.part(), digests, version.size());
      } catch (ObjectChanged | Mismatch e) {
        begun.discard();
        throw e;
      } finally {
        bytesKept = begun.part().isKept() ? begun.bytesKept() : 0;
      }
    }
  }

  private Transfer newTransfer(JournaledFile begun) {
    int asked = request.connections();
    if (asked > 0) {
      return new Transfer(context, begun, asked, asked);
    }
    long bySize = (begun.header().version().size() + FIRST_BYTES - 1) / FIRST_BYTES;
    int most = (int) Math.max(1, Math.min(MAX_CONNECTIONS, bySize));
    return new Transfer(context, begun, (most + 1) / 2, most);
  }

  private int partSize(long size) {
    if (request.partSize() != 0) {
      return Math.toIntExact(request.partSize());
    }
    long partSize = PART_BYTES;
    while (size / partSize > MAX_PARTS) {
      partSize *= 2;
    }
    return (int) partSize;
  }

  /** What the first answer turned out to be good for. */
  private enum Next {
    DONE,
    ASK_FOR_ALL
  }

  private Next first() throws IOException {
    StoreCalls.Range range = new StoreCalls.Range(0, FIRST_BYTES, null);
    try (StoreCalls.Answer answer = context.store().get(range, call -> {})) {
      return first(answer);
    }
  }

  private Next first(StoreCalls.Answer answer) throws IOException {
    Response response = answer.response();
    if (response.code() == 200) {
      whole(response);
      return Next.DONE;
    }
    if (response.code() == 416) {
      return empty(response);
    }
    if (response.code() != 206) {
      throw StoreRefusal.of(response);
    }
    Version.Range range = Version.Range.of(response);
    if (range == null || range.first() != 0) {
      return Next.ASK_FOR_ALL;
    }
    Version version = Version.of(range, response.headers());
    int partSize = partSize(range.size());
    if (range.length() == range.size() && (version == null || range.size() <= partSize)) {
      save(response, range.size());
      return Next.DONE;
    }
    if (version == null) {
      return Next.ASK_FOR_ALL;
    }
    Digests digests = new Digests(request.sha256());
    digests.expect(response.headers(), range.length() == range.size());
    requireSpace(range.size());
    JournaledFile journaled =
        JournaledFile.begin(file, new Journal.Header(origin.id(), version, partSize));
    transfer(journaled, digests, t -> t.run(answer, range.length()));
    return Next.DONE;
  }

  private Next empty(Response response) throws IOException {
    if (!"bytes */0".equals(response.header("Content-Range"))) {
      return Next.ASK_FOR_ALL;
    }
    try (PartFile part = PartFile.temporary(file)) {
      finish(part, new Digests(request.sha256()), 0);
    }
    return Next.DONE;
  }

  private void whole(Response response) throws IOException {
    if (response.code() != 200) {
      throw StoreRefusal.of(response);
    }
    save(response, response.body().contentLength());
  }

  /** Saves an answer that brings the whole content. */
  private void save(Response response, long size) throws IOException {
    context.progress().begin(size);
    requireSpace(size);
    Digests digests = new Digests(request.sha256());
    digests.expect(response.headers(), true);
    try (PartFile part = PartFile.temporary(file)) {
      // With room for one byte more, the end of a small content shows in the same go.
      int buffer = size < 0 ? BUFFER_BYTES : (int) Math.min(BUFFER_BYTES, size + 1);
      long received = copy(response.body().source(), part, buffer);
      if (size >= 0 && received != size) {
        throw new EOFException("only " + received + " of " + size + " bytes arrived");
      }
      finish(part, digests, received);
    }
  }

  private long copy(BufferedSource source, PartFile part, int bufferSize) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bufferSize);
    long position = 0;
    boolean more = true;
    while (more) {
      buffer.clear().limit(context.throttle().portion(bufferSize));
      more = context.cancellation().interruptibly(() -> fill(buffer, source));
      int length = buffer.flip().limit();
      part.write(buffer, position);
      position += length;
      context.progress().received(position);
      context.cancellation().pause(context.throttle().nanosToWait(length));
    }
    return position;
  }

  /** False if there is no more. */
  private static boolean fill(ByteBuffer buffer, BufferedSource source) throws IOException {
    while (buffer.hasRemaining()) {
      if (source.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Checks the file, and gives it its name. */
  private void finish(PartFile part, Digests digests, long size) throws IOException {
    if (part.size() != size) {
      throw new Mismatch("the file has " + part.size() + " bytes instead of " + size);
    }
    String mismatch = digests.isEmpty() ? null : digests.mismatch(part);
    if (mismatch != null) {
      throw new Mismatch("what arrived does not have the " + mismatch + " that it must have");
    }
    if (context.cancellation().isEnded()) {
      throw new IOException("Canceled");
    }
    part.moveTo(file, request.replacesExisting());
  }

  private void requireSpace(long bytes) throws IOException {
    long free = usableSpace();
    if (bytes > free) {
      throw new FileSystemException(
          file.toString(), null, bytes + " bytes are needed, but only " + free + " are free");
    }
  }

  /** A file system of Java's own is asked without reading the list of all that are mounted. */
  private long usableSpace() throws IOException {
    Path absolute = file.toAbsolutePath();
    return file.getFileSystem() == FileSystems.getDefault()
        ? absolute.toFile().getParentFile().getUsableSpace()
        : Files.getFileStore(absolute.getParent()).getUsableSpace();
  }
}
