package io.github.powerdrilljava.examples.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Gives each wave of work to the executors as a job of its own. Jobs run at the same time: one that
 * takes long holds up nothing but itself.
 */
final class Waves implements AutoCloseable {

  /** A task ends after so much, so that a lost executor costs no more than that. */
  private static final long MAX_BATCH_BYTES = 64L << 20;

  private static final int MAX_BATCH = 16;

  private final JavaSparkContext spark;
  private final String destination;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          job -> {
            Thread thread = new Thread(job, "wave");
            thread.setDaemon(true);
            return thread;
          });
  private final CompletionService<Result> jobs = new ExecutorCompletionService<>(threads);

  /** What became of each object of a wave. */
  record Result(List<Fetched> fetched) {}

  Waves(SparkSession session, String destination) {
    this.spark = new JavaSparkContext(session.sparkContext());
    this.destination = destination;
    this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /** How many tasks can run at a time, at present. */
  int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  /** Begins a job. Nothing for an empty wave. */
  void submit(List<Work> wave) {
    if (!wave.isEmpty()) {
      jobs.submit(() -> run(wave));
    }
  }

  /** Ids and URLs are in the tasks only: a job's description is for everyone to see. */
  private Result run(List<Work> wave) {
    List<List<Work>> batches = batches(wave, slots());
    spark.sc().setJobDescription(wave.size() + " data sources");
    try {
      return new Result(fetch(spark, batches, destination, hadoop));
    } catch (Exception e) {
      if (!(e instanceof SparkException) || spark.sc().isStopped()) {
        throw e;
      }
      return failed(wave);
    }
  }

  /** Static, so that the closure holds nothing but its parameters. */
  private static List<Fetched> fetch(
      JavaSparkContext spark,
      List<List<Work>> batches,
      String destination,
      Broadcast<SerializableConfiguration> hadoop) {
    return spark
        .parallelize(batches, batches.size())
        .mapPartitions(
            batchesOfTask -> {
              TaskContext task = TaskContext.get();
              String attempt = task.stageId() + "-" + task.taskAttemptId();
              Fetcher fetcher = new Fetcher(hadoop.value().value(), destination, attempt);
              List<Fetched> fetched = new ArrayList<>();
              while (batchesOfTask.hasNext()) {
                fetched.addAll(fetcher.fetch(batchesOfTask.next().iterator()));
              }
              return fetched.iterator();
            })
        .collect();
  }

  /** A task was lost more often than Spark repeats it; the others may have committed. */
  private static Result failed(List<Work> wave) {
    List<Fetched> all = new ArrayList<>();
    for (Work work : wave) {
      all.add(Fetched.failure(work.id(), "its task failed, see the log of Spark"));
    }
    return new Result(all);
  }

  /** Small enough that every slot gets some, in order. */
  static List<List<Work>> batches(List<Work> wave, int slots) {
    int most = Math.max(1, Math.min(MAX_BATCH, wave.size() / slots));
    List<List<Work>> batches = new ArrayList<>();
    List<Work> batch = new ArrayList<>();
    long bytes = 0;
    for (Work work : wave) {
      long size = work.size() == null ? MAX_BATCH_BYTES / MAX_BATCH : work.size();
      if (!batch.isEmpty() && (batch.size() == most || bytes + size > MAX_BATCH_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(work);
      bytes += size;
    }
    batches.add(batch);
    return batches;
  }

  /**
   * The result of a job that has ended.
   *
   * @return {@code null} if none ends within this time
   */
  @Nullable Result poll(Duration patience) throws IOException {
    try {
      Future<Result> ended = jobs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      return ended == null ? null : ended.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The export was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("A job of the export failed", e.getCause());
    }
  }

  /** Jobs that still run are of an export that failed. */
  @Override
  public void close() {
    spark.sc().cancelAllJobs();
    threads.shutdownNow();
  }
}
