package io.github.powerdrilljava.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process that presigns whenever {@link PresignBenchmark} asks it to. */
final class PresignCalls implements AutoCloseable {

  /** Of one thread, or of all. */
  record Figures(long calls, long bytes) {}

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Process process;
  private final Writer asked;
  private final BufferedReader printed;

  /**
   * Starts one.
   *
   * @param client see {@link Presigner#of}
   */
  PresignCalls(String client, String baseUrl, int threads) throws IOException {
    process = ChildJvm.start(PresignCalls.class, client, baseUrl, Integer.toString(threads));
    asked = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    printed =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Has all its threads presign for so long; no other process does meanwhile. */
  Figures run(int millis) throws IOException {
    asked.write(millis + "\n");
    asked.flush();
    String line = printed.readLine();
    if (line == null) {
      throw new IOException("The process ended: its errors are above.");
    }
    String[] figures = line.split(" ", -1);
    return new Figures(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The other process. */
  public static void main(String[] arguments) throws Exception {
    Presigner client = Presigner.of(arguments[0], arguments[1]);
    if (!client.presign().startsWith("https://store.example/exports/sales.csv?")) {
      throw new IllegalStateException(arguments[0] + " did not read the URL");
    }
    int threads = Integer.parseInt(arguments[2]);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      long end = System.nanoTime() + Long.parseLong(line) * 1_000_000;
      List<Future<Figures>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> presign(client, end)));
      }
      long calls = 0;
      long bytes = 0;
      for (Future<Figures> each : running) {
        calls += each.get().calls;
        bytes += each.get().bytes;
      }
      System.out.println(calls + " " + bytes);
    }
    System.exit(0);
  }

  private static Figures presign(Presigner client, long end) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long calls = 0;
    while (System.nanoTime() - end < 0) {
      client.presign();
      calls++;
    }
    return new Figures(calls, THREADS.getCurrentThreadAllocatedBytes() - before);
  }
}
