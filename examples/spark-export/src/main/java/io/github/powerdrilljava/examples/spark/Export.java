package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.RateLimitException;
import io.github.powerdrilljava.ServerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The driver's part of an export: lists the dataset, presigns as many URLs as the cluster can use
 * before they expire, hands them out in {@link Waves}, and keeps the {@link Manifest}.
 */
final class Export {

  private static final int REQUESTS_PER_SECOND = 20;

  /** URLs are to be used in this part of their lifetime, or a slow wave would let them expire. */
  private static final double USED_PART_OF_LIFETIME = 0.25;

  /** A wave's presigning takes up to five seconds, while the executors fetch other waves. */
  private static final int MAX_WAVE = 100;

  private static final int MAX_URLS_FOR_ONE = 5;

  /** No URL is renewed sooner. */
  private static final Duration RENEWAL_DELAY = Duration.ofSeconds(2);

  private final PowerdrillClient powerdrill;
  private final String datasetId;
  private final Duration lifetime;
  private final Path destination;
  private final FileSystem fileSystem;
  private final Manifest manifest;
  private final Waves waves;
  private final Tally tally = new Tally();
  private final Map<String, Long> present = new HashMap<>();

  /** Those that executors have, by id. */
  private final Map<String, Item> outstanding = new HashMap<>();

  /** Those that failed, in the order in which they may be presigned again. */
  private final Deque<Item> retries = new ArrayDeque<>();

  /** A data source that is not exported yet. */
  private static final class Item {
    final DataSource dataSource;
    final String path;
    int urls;
    Instant notBefore = Instant.EPOCH;

    Item(DataSource dataSource) {
      this.dataSource = dataSource;
      this.path = FileNames.of(dataSource.id(), dataSource.name());
    }
  }

  Export(
      PowerdrillClient powerdrill,
      SparkSession spark,
      String datasetId,
      String destination,
      Duration lifetime)
      throws IOException {
    this.powerdrill = powerdrill;
    this.datasetId = datasetId;
    this.lifetime = lifetime;
    Path given = new Path(destination);
    this.fileSystem = given.getFileSystem(spark.sparkContext().hadoopConfiguration());
    this.destination = fileSystem.makeQualified(given);
    fileSystem.mkdirs(new Path(this.destination, Fetcher.ATTEMPTS));
    this.manifest = new Manifest(spark, this.destination);
    this.waves = new Waves(spark, this.destination.toString());
  }

  /**
   * Exports what is not there yet.
   *
   * @return a summary
   * @throws IOException if the destination cannot be read or written
   * @throws IllegalStateException if not everything is there in the end
   */
  String run() throws IOException {
    findFiles();
    ListDataSourcesRequest all =
        ListDataSourcesRequest.of(datasetId).withProgress((found, total) -> tally.counted(total));
    try (waves;
        Stream<DataSource> list = powerdrill.dataSources().list(all)) {
      Iterator<DataSource> rest = list.iterator();
      while (hasNext(rest)) {
        List<Work> wave = presign(next(rest));
        waves.submit(wave);
        Duration patience = wave.isEmpty() ? RENEWAL_DELAY : Duration.ZERO;
        for (Waves.Result result = waves.poll(patience);
            result != null;
            result = waves.poll(Duration.ZERO)) {
          take(result);
        }
      }
    } finally {
      manifest.save();
    }
    manifest.close();
    return tally.summary();
  }

  private void findFiles() throws IOException {
    RemoteIterator<FileStatus> files = fileSystem.listStatusIterator(destination);
    while (files.hasNext()) {
      FileStatus file = files.next();
      present.put(file.getPath().getName(), file.getLen());
    }
  }

  private boolean hasNext(Iterator<DataSource> rest) {
    return !outstanding.isEmpty() || !retries.isEmpty() || rest.hasNext();
  }

  /** As many as there is room for, first those that are due again. */
  private List<Item> next(Iterator<DataSource> rest) {
    int room = Math.min(MAX_WAVE, maxOutstanding() - outstanding.size());
    List<Item> next = new ArrayList<>();
    while (next.size() < room
        && !retries.isEmpty()
        && retries.element().notBefore.isBefore(Instant.now())) {
      next.add(retries.remove());
    }
    while (next.size() < room && rest.hasNext()) {
      Item item = new Item(rest.next());
      tally.listed();
      Long size = present.get(item.path);
      if (manifest.isUnchanged(item.path, size, item.dataSource.size())) {
        tally.unchanged();
      } else {
        next.add(item);
      }
    }
    return next;
  }

  /**
   * How many URLs may wait for an executor or be in use: two for each core of the cluster, and more
   * where so many objects are fetched in a part of a URL's lifetime. The rate limit bounds both.
   */
  private int maxOutstanding() {
    double rate = Math.min(REQUESTS_PER_SECOND, tally.fetchedPerSecond());
    double most = rate * lifetime.toSeconds() * USED_PART_OF_LIFETIME;
    return Math.max(2 * waves.slots(), (int) most);
  }

  /** The client keeps the rate limit, and retries what is transient. */
  private List<Work> presign(List<Item> items) {
    Map<Item, CompletableFuture<PresignedUrl>> calls = new LinkedHashMap<>();
    for (Item item : items) {
      item.urls++;
      if (item.urls > 1) {
        tally.renewed();
      }
      PresignRequest request =
          PresignRequest.of(datasetId, item.dataSource.id()).withExpiresIn(lifetime);
      calls.put(item, powerdrill.dataSources().presignAsync(request));
    }
    List<Work> wave = new ArrayList<>();
    calls.forEach(
        (item, call) -> {
          PresignedUrl url = join(item, call);
          if (url != null) {
            outstanding.put(item.dataSource.id(), item);
            String ours = manifest.sha256(item.path);
            wave.add(new Work(item.dataSource.id(), item.path, item.dataSource.size(), url, ours));
          }
        });
    return wave;
  }

  private @Nullable PresignedUrl join(Item item, CompletableFuture<PresignedUrl> call) {
    try {
      return call.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AuthenticationException refusal) {
        throw refusal; // it would be the same for all others
      }
      if (e.getCause() instanceof PowerdrillException failure) {
        failed(item, String.valueOf(failure.getMessage()), isRefusal(failure));
        return null;
      }
      throw e;
    }
  }

  private static boolean isRefusal(PowerdrillException failure) {
    return failure instanceof PowerdrillApiException
        && !(failure instanceof RateLimitException)
        && !(failure instanceof ServerException);
  }

  private void take(Waves.Result result) {
    for (Fetched fetch : result.fetched()) {
      Item item = Objects.requireNonNull(outstanding.remove(fetch.id()));
      if (fetch.failure() == null) {
        manifest.add(item.dataSource, item.path, fetch);
        tally.fetched(fetch.size());
      } else {
        failed(item, fetch.failure(), fetch.isFinal());
      }
    }
  }

  /** Retries it in the next wave with a new URL, unless none can help or there were too many. */
  private void failed(Item item, String reason, boolean isFinal) {
    if (isFinal || item.urls == MAX_URLS_FOR_ONE) {
      tally.failed(item.dataSource.id(), reason);
    } else {
      item.notBefore = Instant.now().plus(RENEWAL_DELAY);
      retries.add(item);
    }
  }
}
