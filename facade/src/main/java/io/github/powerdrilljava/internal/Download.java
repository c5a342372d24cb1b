package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadRequest;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One download, from the locked file to its name. The first request asks for the first bytes, and
 * its response decides how the rest is fetched: in parts over several connections, or, where the
 * store does not offer that, contradicts itself, or cannot tell one version from another, by one
 * plain request.
 */
final class Download {

  /** What one connection fetches at first: a smaller object needs no other. */
  private static final long FIRST_BYTES = 8 * 1024 * 1024;

  private static final int MAX_CONNECTIONS = 8;
  private static final int PART_BYTES = 1024 * 1024;

  /** The journal of a larger object has larger parts, instead of more. */
  private static final int USUAL_PARTS = 64 * 1024;

  /** After so many, it may be that the store's replicas disagree. */
  private static final int MAX_CHANGES = 3;

  private static final long UNKNOWN = -1;

  private final DownloadRequest<?> request;
  private final ByteString origin;
  private final Path file;
  private final JournaledFile journaled;
  private final StoreCalls store;
  private final Throttle throttle;
  private final Progress progress;
  private final Cancellation cancellation;
  private long bytesKept;
  private boolean transferring;
  private boolean resumed;

  /** As a 206 said; -1 if none did. What one plain request brings must be as long. */
  private long saidSize = UNKNOWN;

  /**
   * Prepares it; nothing is sent yet.
   *
   * @param origin what is fetched, digested
   * @param file where it is to be, links followed
   * @param journaled locked, where the bytes are until they are whole
   */
  Download(
      DownloadRequest<?> request,
      ByteString origin,
      Path file,
      JournaledFile journaled,
      StoreCalls store,
      Throttle throttle,
      Progress progress) {
    this.request = request;
    this.origin = origin;
    this.file = file;
    this.journaled = journaled;
    this.store = store;
    this.throttle = throttle;
    this.progress = progress;
    this.cancellation = store.cancellation();
  }

  /** Fetches the object and gives the file its name. */
  void run() throws IOException {
    try {
      ranges();
    } catch (ObjectChanged e) {
      plain(e);
    } catch (InconsistentResponse e) {
      if (e.leftBytes) {
        journaled.discard();
      }
      plain(e);
    } catch (StoreRefusal e) {
      if (e.isOfObject() || e.isThrottling) {
        throw e;
      }
      plain(e); // it may be ranges, or several connections, that are refused
    } finally {
      bytesKept = journaled.bytesKept();
    }
  }

  /** How many bytes are kept for the next download, now that this one has failed. */
  long bytesKept() {
    return bytesKept;
  }

  private interface Attempt {
    void make() throws IOException;
  }

  private void ranges() throws IOException {
    StoreRetries retries = store.newRetries();
    int changes = 0;
    while (true) {
      try {
        repeatedly(this::attempt, retries::afterFailure);
        return;
      } catch (ObjectChanged e) {
        changes++;
        if (changes > MAX_CHANGES) {
          throw e;
        }
      } catch (Mismatch e) {
        if (!resumed) {
          throw e;
        }
        resumed = false; // what was kept may have been damaged, so fetch all of it
      }
    }
  }

  /** One response brings all: nothing to be mixed, nothing to be kept. */
  private void plain(IOException failure) throws IOException {
    StoreRetries retries = store.newRetries();
    boolean wasRepeated = StoreRetries.isTransient(failure);
    transferring = false;
    try {
      repeatedly(
          () -> {
            try (StoreCalls.Answer answer = store.get(null, call -> {})) {
              whole(answer.response());
            }
          },
          e -> wasRepeated && e instanceof StoreRefusal ? null : retries.afterFailure(e));
    } catch (StoreRefusal refusal) {
      failure.addSuppressed(refusal);
      throw failure;
    }
  }

  /** What breaks in a transfer is tried again there, by the connection that it breaks for. */
  private void repeatedly(Attempt attempt, Function<IOException, @Nullable Duration> delayAfter)
      throws IOException {
    while (true) {
      try {
        attempt.make();
        return;
      } catch (IOException e) {
        Duration delay = transferring ? null : delayAfter.apply(e);
        if (delay == null || cancellation.await(delay.toNanos())) {
          throw e;
        }
      }
    }
  }

  private void attempt() throws IOException {
    transferring = false;
    journaled.verify(cancellation);
    if (journaled.canResume()) {
      resumed = true;
      transfer(new Digests(request.sha256()).and(journaled.header().checksums()), this::goOn);
    } else if (first() == Next.ASK_FOR_ALL) {
      try (StoreCalls.Answer answer = store.get(null, call -> {})) {
        whole(answer.response());
      }
    }
  }

  private interface Run {
    void of(Transfer transfer) throws IOException;
  }

  /** Where nothing is missing, no response to a request would tell that the object has changed. */
  private void goOn(Transfer transfer) throws IOException {
    Version version = transfer.version;
    if (transfer.parts.isComplete()) {
      transferring = false;
      askForOne(version, version.size() - 1);
      transferring = true;
    }
    try {
      requireSpace(version.size() - transfer.parts.received());
    } catch (FileSystemException e) {
      askForOne(version, 0); // is it really that large?
      throw e;
    }
    transfer.run();
  }

  private void askForOne(Version version, long offset) throws IOException {
    StoreCalls.Range one = new StoreCalls.Range(offset, offset + 1, version);
    try (StoreCalls.Answer answer = store.get(one, call -> {})) {
      version.require(answer.response(), offset);
    }
  }

  private void transfer(Digests digests, Run run) throws IOException {
    transferring = true;
    journaled.requireJournal(false);
    long size = Objects.requireNonNull(journaled.header().version()).size();
    try {
      progress.begin(size);
      run.of(newTransfer(digests, size));
      finish(digests, size);
    } catch (ObjectChanged | Mismatch | PartFile.Lost e) {
      journaled.discard();
      throw e;
    }
  }

  private Transfer newTransfer(Digests digests, long size) {
    int asked = request.connections();
    if (asked > 0) {
      return new Transfer(store, throttle, progress, journaled, digests, asked, asked);
    }
    long bySize = (size + FIRST_BYTES - 1) / FIRST_BYTES;
    int most = (int) Math.max(1, Math.min(MAX_CONNECTIONS, bySize));
    return new Transfer(store, throttle, progress, journaled, digests, (most + 1) / 2, most);
  }

  private int partSize(long size) {
    boolean isAsked = request.partSize() != 0;
    long partSize = isAsked ? request.partSize() : PART_BYTES;
    while (size / partSize >= (isAsked ? Journal.MAX_PARTS : USUAL_PARTS)
        && partSize < Journal.MAX_PART_BYTES) {
      partSize = Math.min(2 * partSize, Journal.MAX_PART_BYTES);
    }
    return (int) partSize;
  }

  /** What the first response turned out to be good for. */
  private enum Next {
    DONE,
    ASK_FOR_ALL
  }

  private Next first() throws IOException {
    StoreCalls.Range range = new StoreCalls.Range(0, FIRST_BYTES, null);
    try (StoreCalls.Answer answer = store.get(range, call -> {})) {
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
    saidSize = range.size();
    range.requireIn(response);
    Version version = Version.of(range, response.headers());
    if (version == null) {
      return withoutVersion(response, range);
    }
    Map<String, ByteString> checksums =
        Digests.ofObject(response.headers(), range.size(), range.isWhole());
    Journal.Header header = new Journal.Header(origin, version, partSize(range.size()), checksums);
    journaled.begin(header);
    Digests digests = new Digests(request.sha256()).and(checksums);
    if (range.isWhole() && range.size() <= header.partSize()) {
      save(response, digests, range.size());
    } else {
      requireSpace(range.size());
      transfer(digests, t -> t.run(answer, range.length()));
    }
    return Next.DONE;
  }

  private Next withoutVersion(Response response, Version.Range range) throws IOException {
    if (!range.isWhole()) {
      return Next.ASK_FOR_ALL;
    }
    journaled.begin(Journal.Header.plain(origin));
    save(response, whole(response, range.size()), range.size());
    return Next.DONE;
  }

  private Next empty(Response response) throws IOException {
    if (!"bytes */0".equals(response.header("Content-Range"))) {
      return Next.ASK_FOR_ALL;
    }
    journaled.begin(Journal.Header.plain(origin));
    finish(new Digests(request.sha256()), 0);
    return Next.DONE;
  }

  private Digests whole(Response response, long size) {
    Digests digests = new Digests(request.sha256());
    digests.expect(response.headers(), size, true);
    return digests;
  }

  private void whole(Response response) throws IOException {
    if (response.code() != 200) {
      throw StoreRefusal.of(response);
    }
    long size = response.body().contentLength();
    Version.requireAsStored(response, saidSize);
    journaled.begin(Journal.Header.plain(origin));
    save(response, whole(response, size), size);
  }

  /** Saves a response that brings the whole object. */
  private void save(Response response, Digests digests, long size) throws IOException {
    progress.begin(size);
    if (size > Copy.BUFFER_BYTES) {
      requireSpace(size);
    }
    Copy copy = new Copy(throttle, progress, cancellation, journaled);
    long received = copy.run(response.body().source(), size);
    if (size >= 0 && received > size) {
      throw InconsistentResponse.afterBytes("has more bytes than its range");
    }
    if (size < 0 && saidSize >= 0 && received != saidSize) {
      throw InconsistentResponse.otherSize(received, saidSize);
    }
    if (received < size) {
      throw new EOFException("only " + received + " of " + size + " bytes arrived");
    }
    try {
      finish(digests, received);
    } catch (Mismatch | PartFile.Lost e) {
      journaled.discard();
      throw e;
    }
  }

  /** Checks the file, and gives it its name. */
  private void finish(Digests digests, long size) throws IOException {
    PartFile part = journaled.part();
    if (part.size() != size) {
      throw new Mismatch("the file has " + part.size() + " bytes instead of " + size);
    }
    String mismatch = digests.isEmpty() ? null : mismatch(part, digests.running());
    if (mismatch != null) {
      throw new Mismatch("what arrived does not have the " + mismatch + " that it must have");
    }
    cancellation.check();
    journaled.moveTo(file, request.replacesExisting());
  }

  /** The name of a checksum that the file does not have, null if it has all of them. */
  private @Nullable String mismatch(PartFile part, Digests.Running digest) throws IOException {
    part.read(
        0,
        part.size(),
        bytes -> {
          cancellation.check();
          digest.update(bytes);
        });
    return digest.mismatch();
  }

  private void requireSpace(long bytes) throws IOException {
    long free = usableSpace();
    if (bytes > free) {
      throw new FileSystemException(
          file.toString(), null, bytes + " bytes are needed, but only " + free + " are free");
    }
  }

  /**
   * A file system of Java's own is asked without reading the list of all that are mounted. One that
   * says that it has no space at all, free or not, does not know.
   */
  private long usableSpace() throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    if (file.getFileSystem() == FileSystems.getDefault()) {
      File asked = directory.toFile();
      long usable = asked.getUsableSpace();
      return usable == 0 && asked.getTotalSpace() == 0 ? Long.MAX_VALUE : usable;
    }
    FileStore disk = Files.getFileStore(directory);
    return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
  }
}
