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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A few downloads of one data source to one file, all of whose options and troubles follow from a
 * seed, and a last one without troubles. What happens is bound to how many bytes have arrived, not
 * to time; only the order in which several connections take the faults may differ.
 */
final class DownloadSchedule {

  private static final PresignRequest SALES =
      PresignRequest.of("dset-1", "ds-1").withExpiresIn(Duration.ofMinutes(1));

  private final SplittableRandom random;
  private final PowerdrillSandbox sandbox;
  private final PowerdrillClient client;
  private final ScheduledContents contents;
  private final PartFiles files;
  private final ScheduledFaults faults;
  private final ScheduledTarget possible;
  private final Path target;

  /** The same file: on a disk with habits, in some schedules. */
  private final Path asked;

  private final OddDisk disk = new OddDisk();
  private final Planted planted;

  /** Whether nothing that is written now can be relied on. */
  private boolean failsToStore;

  /** How many bytes of the current content must not be fetched again. */
  private long kept;

  /** Whether something may be kept of a version that never was. */
  private boolean hasOthers;

  DownloadSchedule(
      long seed,
      PowerdrillSandbox sandbox,
      PowerdrillClient client,
      List<ServedContent> contents,
      Path dir) {
    this.random = new SplittableRandom(seed);
    this.sandbox = sandbox;
    this.client = client;
    this.target = dir.resolve("sales.csv");
    this.asked = oneIn(3) ? disk.of(dir).resolve("sales.csv") : target;
    this.possible = new ScheduledTarget(target);
    this.faults = new ScheduledFaults(random);
    this.planted = new Planted(dir, random);
    this.files =
        new PartFiles(dir, target, random, planted, tag -> ServedContent.tagged(contents, tag));
    this.contents = new ScheduledContents(random, sandbox, contents);
  }

  /** Goes through all of it, and fails where a promise is broken. */
  void run() throws IOException {
    byte[] old = random.nextBoolean() ? null : new byte[] {'o', 'l', 'd'};
    if (old != null) {
      Files.write(target, old);
    }
    possible.mayHold(old);
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

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private void troubledCall() throws IOException {
    contents.beginCall();
    if (oneIn(8)) {
      planted.plant(target);
    }
    Set<OddDisk.Habit> habits = habits();
    disk.set(habits, random.nextInt(12));
    failsToStore = !asked.equals(target) && habits.contains(OddDisk.Habit.FAILING_FSYNC);
    boolean checksum = oneIn(3);
    ScheduledTroubles troubles =
        new ScheduledTroubles(random, contents.current().length(), this::happen);
    DownloadRequest<?> request = request().withProgress(troubles);
    if (!oneIn(4)) {
      request = request.replacingExisting();
    }
    if (checksum) {
      request = request.withSha256(contents.current().sha256);
    }
    sandbox.storeFaults().clear();
    Fault[] some = faults.some(checksum);
    sandbox.storeFaults().next(some);
    if (oneIn(10)) {
      Fault replicasDisagree = ScheduledFaults.OTHER_VERSION;
      sandbox.storeFaults().randomly(0.5, random.nextLong(), replicasDisagree);
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
    hasOthers |= ScheduledFaults.leaveOthers(some);
    if (oneIn(6)) {
      contents.change();
    }
  }

  private DownloadRequest<?> request() {
    int smallest = ScheduledFaults.SMALLEST_PART;
    int[] partSizes = {smallest, smallest + 1, 100_000, 2 * smallest, 1 << 20};
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

  private void call(DownloadRequest<?> request, ScheduledTroubles troubles) throws IOException {
    kept = 0;
    possible.assertPossible();
    try {
      download(request);
      assertThat(failsToStore).as("the disk stored it").isFalse();
      assertThat(contents.live())
          .as("versions during the download")
          .anyMatch(content -> possible.holds(content.bytes));
      if (request.sha256() != null) {
        assertThat(possible.holds(contents.live().get(0).bytes))
            .as("it is what the checksum is of")
            .isTrue();
      }
    } catch (DownloadException e) {
      // It may have waited for a cancelled one, which may yet have succeeded.
      possible.assertPossible();
      assertThat(!e.canResume() || files.exist()).as("the bytes that it tells of").isTrue();
      kept = e.bytesKept();
    } catch (InvalidRequestException e) {
      assertThat(e).hasMessageContaining("already exists");
    } catch (PowerdrillException e) {
      assertThat(e).hasMessageStartingWith("Could not presign");
      possible.assertPossible();
    }
    possible.settle();
    if (troubles.haveKilled()) {
      files.restore();
      kept = 0;
    } else if (files.canBeNamedAlready() && Files.exists(target)) {
      files.restoreAsNamedAlready();
      if (oneIn(2)) {
        planted.moveAndEdit(target);
        possible.mayHold(null);
      }
      kept = 0;
    }
  }

  private void download(DownloadRequest<?> request) {
    try {
      client.dataSources().download(request);
    } finally {
      boolean unused = Thread.interrupted(); // it has been, where the process was to be killed
    }
  }

  private void callAndCancel(DownloadRequest<?> request, ScheduledTroubles troubles) {
    kept = 0;
    CompletableFuture<Path> download = client.dataSources().downloadAsync(request);
    troubles.areOf(download);
    try {
      download.join();
    } catch (CancellationException e) {
      // As was to be expected.
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(PowerdrillException.class);
    }
    contents.live().forEach(content -> possible.mayHold(content.bytes));
  }

  private void lastCall() throws IOException {
    long[] first = {-1};
    client
        .dataSources()
        .download(
            request()
                .replacingExisting()
                .withSha256(contents.current().sha256)
                .withProgress((received, total) -> first[0] = first[0] < 0 ? received : first[0]));
    assertThat(possible.holds(contents.current().bytes))
        .as("the target is the current version")
        .isTrue();
    if (first[0] >= 0 && !hasOthers && !contents.haveChanged()) {
      assertThat(first[0]).as("bytes that need not be fetched again").isGreaterThanOrEqualTo(kept);
    }
    files.assertNothingElse();
  }

  /** Whatever the path, and whoever asks: while one download writes, another is refused. */
  private void assertNobodyElseWrites() {
    Path again = target.resolveSibling("../" + files.directoryName() + "/./sales.csv");
    DownloadRequest<?> other = DownloadRequest.of(SALES, again).replacingExisting();
    assertThatThrownBy(() -> client.dataSources().download(other))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("another download to it is under way");
  }

  private void happen(ScheduledTroubles.Kind kind) {
    switch (kind) {
      case CHANGE -> contents.change();
      case OTHER_WRITER -> assertNobodyElseWrites();
      case SNAPSHOT -> files.copyJournal();
      case EXPIRY -> sandbox.advanceClock(Duration.ofSeconds(61));
      case KILL -> files.copy();
      case CANCELLATION -> throw new IllegalArgumentException("It is none of the schedule's.");
    }
  }
}
