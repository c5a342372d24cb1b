package io.github.powerdrilljava.benchmarks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH runs: one presign after the other, by one client that all threads share. */
@State(Scope.Benchmark)
public class PresignCalls {

  static final String BASE_URL = "powerdrill.benchmark.baseUrl";

  /** How it is presigned, see {@link Presigner#of}. */
  @Param({"okhttp-moshi", "powerdrill", "jdk-jackson", "stock"})
  public String client = "";

  private @Nullable Presigner presigner;

  /** Makes the client, and sees that it works. */
  @Setup
  public void make() throws Exception {
    Presigner made = Presigner.of(client, Objects.requireNonNull(System.getProperty(BASE_URL)));
    if (!made.presign().startsWith("https://store.example/exports/sales.csv?")) {
      throw new IllegalStateException(client + " did not read the URL");
    }
    presigner = made;
  }

  /** Presigns once. */
  @Benchmark
  public String presign() throws Exception {
    return Objects.requireNonNull(presigner).presign();
  }
}
