package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.disk.OddDisk;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A few downloads of one data source to one file, all of whose options and troubles follow from a
 * seed, and a last one without troubles. What happens is bound to how many bytes have arrived, not
 * to time; only the order in which several connections take the faults may differ.
 */
final class DownloadSchedule {

  private static final PresignRequest SALES =
      PresignRequest.of("dset-1", "ds-1").withExpiresIn(Duration.ofMinutes(1));
  private static final Fault OTHER_VERSION = Fault.extraHeader("ETag", "\"other\"");
  private static final int SMALLEST_PART = 64 * 1024;

  /** Responses that contradict themselves or each other, and checksums of other bytes. */
  private static final List<Fault> LIES =
      List.of(
          Fault.extraHeader("Content-Encoding", "gzip"),
          Fault.extraHeader("Content-Type", "text/html"),
          Fault.extraHeader("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="),
          Fault.extraHeader("x-oss-hash-crc64ecma", "1"),
          Fault.extraHeader("x-goog-hash", "crc32c=AAAAAA=="),
          Fault.halfBody(),
          Fault.empty(206),
          Fault.empty(400),
          Fault.empty(416),
          Fault.empty(425),
          Fault.empty(501),
          Fault.empty(520));

  private final SplittableRandom random;
  private final PowerdrillSandbox sandbox;
  private final PowerdrillClient client;
  private final List<Content> contents;
  private final PartFiles files;
  private final Path target;

  /** The same file: on a disk with habits, in some schedules. */
  private final Path asked;

  private final OddDisk disk = new OddDisk();
  private final Planted planted;

  /** Whether nothing that is written now can be relied on. */
  private boolean failsToStore;

  /** What may be in the target; null stands for no file. */
  private List<byte @Nullable []> possible = new ArrayList<>();

  private Content current;

  /** What the store had during the call that is under way. */
  private final List<Content> live = new ArrayList<>();

  /** How many bytes of the current content must not be fetched again. */
  private long kept;

  /** Whether something may be kept of another version, or of one that never was. */
  private boolean hasOthers;

  /** One state of the data source, in a file that is never changed. */
  static final class Content {
    private final Path file;
    private final byte[] bytes;
    private final String sha256;
    private final String tag;

    /** With its SHA-256 and its entity tag. */
    Content(Path file, byte[] bytes, String sha256, String tag) {
      this.tag = tag;
      this.file = file;
      this.bytes = bytes.clone();
      this.sha256 = sha256;
    }

    private boolean isAsLongAs(Content other) {
      return bytes.length == other.bytes.length;
    }
  }

  DownloadSchedule(
      long seed,
      PowerdrillSandbox sandbox,
      PowerdrillClient client,
      List<Content> contents,
      Path dir) {
    this.random = new SplittableRandom(seed);
    this.sandbox = sandbox;
    this.client = client;
    this.contents = contents;
    this.target = dir.resolve("sales.csv");
    this.asked = oneIn(3) ? disk.of(dir).resolve("sales.csv") : target;
    this.planted = new Planted(dir, random);
    this.files = new PartFiles(dir, target, random, planted, this::tagged);
    this.current = contents.get(random.nextInt(contents.size()));
  }

  /** Goes through all of it, and fails where a promise is broken. */
  void run() throws IOException {
    byte[] old = random.nextBoolean() ? null : new byte[] {'o', 'l', 'd'};
    if (old != null) {
      Files.write(target, old);
    }
    possible.add(old);
    serve(current);
    int calls = 1 + random.nextInt(3);
    for (int i = 0; i < calls; i++) {
      troubledCall();
    }
    sandbox.storeFaults().clear();
    sandbox.faults().clear();
    disk.set(Set.of(), 0);
    lastCall();
    planted.assertUnchanged();
  }

  private void serve(Content content) {
    sandbox.put("dset-1", "ds-1", content.file);
    current = content;
    live.add(content);
  }

  private byte @Nullable [] tagged(String tag) {
    return contents.stream()
        .filter(content -> content.tag.equals(tag))
        .map(content -> content.bytes)
        .findFirst()
        .orElse(null);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private void troubledCall() throws IOException {
    live.clear();
    live.add(current);
    if (oneIn(8)) {
      planted.plant(target);
    }
    Set<OddDisk.Habit> habits = habits();
    disk.set(habits, random.nextInt(12));
    failsToStore = !asked.equals(target) && habits.contains(OddDisk.Habit.FAILING_FSYNC);
    boolean checksum = oneIn(3);
    Troubles troubles = new Troubles();
    DownloadRequest request = request().withProgress(troubles);
    if (!oneIn(4)) {
      request = request.replacingExisting();
    }
    if (checksum) {
      request = request.withSha256(current.sha256);
    }
    sandbox.storeFaults().clear();
    Fault[] faults = faults(checksum);
    sandbox.storeFaults().next(faults);
    if (oneIn(10)) {
      sandbox.storeFaults().randomly(0.5, random.nextLong(), OTHER_VERSION); // replicas disagree
      hasOthers = true;
    }
    if (oneIn(10)) {
      sandbox.faults().next(Fault.empty(503), Fault.reset(Fault.Moment.IN_BODY));
    }
    if (troubles.cancels()) {
      callAndCancel(request, troubles);
    } else {
      call(request, troubles);
    }
    hasOthers |= List.of(faults).stream().anyMatch(OTHER_VERSION::equals);
    hasOthers |= List.of(faults).stream().anyMatch(LIES::contains);
    if (oneIn(6)) {
      change();
    }
  }

  private DownloadRequest request() {
    int[] partSizes = {SMALLEST_PART, SMALLEST_PART + 1, 100_000, 2 * SMALLEST_PART, 1 << 20};
    return DownloadRequest.of(SALES, asked)
        .withConnections(1 + random.nextInt(4))
        .withPartSize(partSizes[random.nextInt(partSizes.length)]);
  }

  private Set<OddDisk.Habit> habits() {
    OddDisk.Habit[] all = OddDisk.Habit.values();
    return oneIn(2)
        ? Set.of()
        : EnumSet.of(OddDisk.Habit.NO_LINKS, all[random.nextInt(all.length)]);
  }

  private Fault[] faults(boolean checksum) {
    Fault[] faults = new Fault[random.nextInt(5)];
    for (int i = 0; i < faults.length; i++) {
      faults[i] = fault(checksum);
    }
    return faults;
  }

  private Fault fault(boolean checksum) {
    int[] places = {0, 1, SMALLEST_PART - 1, SMALLEST_PART, SMALLEST_PART + 1, 100_000};
    int place = oneIn(2) ? places[random.nextInt(places.length)] : random.nextInt(400_000);
    return switch (random.nextInt(20)) {
      case 0 -> Fault.reset(Fault.Moment.BEFORE_ANSWER);
      case 1 -> Fault.reset(Fault.Moment.IN_HEADERS);
      case 2 -> Fault.resetConnection();
      case 3 -> Fault.halfBody();
      case 4 -> Fault.contentLengthTooLong();
      case 5 -> Fault.contentLengthTooShort();
      case 6 -> OTHER_VERSION;
      case 7 -> Fault.extraHeader("Content-Range", "bytes 0-131071/131072");
      case 8 -> Fault.empty(503);
      case 9 -> Fault.empty(403);
      case 10 -> oneIn(4) ? Fault.empty(404) : Fault.html(500);
      case 11 -> Fault.tooManyRequests("0");
      case 12 -> checksum ? Fault.html(200) : Fault.informational(103);
      case 13, 14 -> LIES.get(random.nextInt(LIES.size()));
      default -> Fault.resetAfter(place);
    };
  }

  private void change() {
    List<Content> others =
        contents.stream()
            .filter(other -> !other.equals(current))
            .filter(other -> oneIn(3) || other.isAsLongAs(current))
            .toList();
    if (!others.isEmpty()) {
      serve(others.get(random.nextInt(others.size())));
      hasOthers = true;
    }
  }

  private void call(DownloadRequest request, Troubles troubles) throws IOException {
    kept = 0;
    byte @Nullable [] before = targetNow();
    assertPossible(before);
    try {
      download(request);
      assertThat(failsToStore).as("the disk stored it").isFalse();
      assertThat(live).as("versions during the download").anyMatch(this::isInTarget);
      if (request.sha256() != null) {
        assertThat(live.get(0)).matches(this::isInTarget, "is what the checksum is of");
      }
    } catch (DownloadException e) {
      // It may have waited for a cancelled one, which may yet have succeeded.
      assertPossible(targetNow());
      assertThat(!e.canResume() || files.exist()).as("the bytes that it tells of").isTrue();
      kept = e.bytesKept();
    } catch (InvalidRequestException e) {
      assertThat(e).hasMessageContaining("already exists");
    } catch (PowerdrillException e) {
      assertThat(e).hasMessageStartingWith("Could not presign");
      assertPossible(targetNow());
    }
    possible = new ArrayList<>();
    possible.add(targetNow());
    if (troubles.killed) {
      files.restore();
      kept = 0;
    } else if (files.canBeNamedAlready() && Files.exists(target)) {
      files.restoreAsNamedAlready();
      if (oneIn(2)) {
        planted.moveAndEdit(target);
        possible.add(null);
      }
      kept = 0;
    }
  }

  private void download(DownloadRequest request) {
    try {
      client.dataSources().download(request);
    } finally {
      boolean unused = Thread.interrupted(); // it has been, where the process was to be killed
    }
  }

  private void callAndCancel(DownloadRequest request, Troubles troubles) {
    kept = 0;
    CompletableFuture<Path> download = client.dataSources().downloadAsync(request);
    troubles.download.complete(download);
    try {
      download.join();
    } catch (CancellationException e) {
      // As was to be expected.
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(PowerdrillException.class);
    }
    possible = new ArrayList<>(possible);
    live.forEach(content -> possible.add(content.bytes));
  }

  private void lastCall() throws IOException {
    long[] first = {-1};
    client
        .dataSources()
        .download(
            request()
                .replacingExisting()
                .withSha256(current.sha256)
                .withProgress((received, total) -> first[0] = first[0] < 0 ? received : first[0]));
    assertThat(isInTarget(current)).as("the target is the current version").isTrue();
    if (first[0] >= 0 && !hasOthers) {
      assertThat(first[0]).as("bytes that need not be fetched again").isGreaterThanOrEqualTo(kept);
    }
    files.assertNothingElse();
  }

  private byte @Nullable [] targetNow() throws IOException {
    return Files.exists(target) ? Files.readAllBytes(target) : null;
  }

  private boolean isInTarget(Content content) {
    try {
      return Arrays.equals(content.bytes, targetNow());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void assertPossible(byte @Nullable [] content) {
    assertThat(possible.stream().anyMatch(one -> Arrays.equals(one, content)))
        .as("the target is as it was, or whole")
        .isTrue();
  }

  /** Whatever the path, and whoever asks: while one download writes, another is refused. */
  private void assertNobodyElseWrites() {
    Path again = target.resolveSibling("../" + files.directoryName() + "/./sales.csv");
    DownloadRequest other = DownloadRequest.of(SALES, again).replacingExisting();
    assertThatThrownBy(() -> client.dataSources().download(other))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("another download to it is under way");
  }

  /** What happens once so many bytes have arrived. */
  private final class Troubles implements ProgressListener {

    private final List<Trouble> due;
    private final Thread caller = Thread.currentThread();
    private final CompletableFuture<CompletableFuture<Path>> download = new CompletableFuture<>();
    private boolean killed;

    private enum Kind {
      CHANGE,
      OTHER_WRITER,
      SNAPSHOT,
      EXPIRY,
      CANCELLATION,
      KILL
    }

    private record Trouble(long bytes, Kind kind) {}

    Troubles() {
      due =
          new ArrayList<>(
              Stream.generate(this::trouble).limit(random.nextInt(3)).distinct().toList());
      if (cancels()) {
        due.removeIf(trouble -> trouble.kind() == Kind.KILL); // one of them is enough
      }
    }

    private Trouble trouble() {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      int size = current.bytes.length;
      return new Trouble(oneIn(5) ? size : random.nextInt(size + 1), kind);
    }

    boolean cancels() {
      return due.stream().anyMatch(trouble -> trouble.kind() == Kind.CANCELLATION);
    }

    @Override
    public void onProgress(long received, long total) {
      List<Trouble> now = due.stream().filter(trouble -> trouble.bytes() <= received).toList();
      due.removeAll(now);
      now.stream().map(Trouble::kind).sorted().forEach(this::happen);
    }

    private void happen(Kind kind) {
      switch (kind) {
        case CHANGE -> change();
        case OTHER_WRITER -> assertNobodyElseWrites();
        case SNAPSHOT -> files.copyJournal();
        case EXPIRY -> sandbox.advanceClock(Duration.ofSeconds(61));
        case CANCELLATION -> {
          due.clear(); // as others go on meanwhile
          download.join().cancel(true);
        }
        case KILL -> {
          killed = true;
          due.clear();
          files.copy();
          caller.interrupt();
        }
      }
    }
  }
}
