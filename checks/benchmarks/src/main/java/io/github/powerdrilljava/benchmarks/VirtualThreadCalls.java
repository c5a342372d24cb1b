package io.github.powerdrilljava.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The process that {@link VirtualThreadsBenchmark} measures: waves of virtual threads, each of
 * which presigns several times. Prints the calls a second of the first wave and of the later ones,
 * how many virtual threads were pinned in all of them, and where.
 */
final class VirtualThreadCalls {

  static final int THREADS = 10_000;
  private static final int CALLS_OF_A_THREAD = 5;
  private static final int WARM_UP_WAVES = 2;
  private static final int MEASURED_WAVES = 4;
  private static final int SHOWN = 3;
  private static final String PINNED = "jdk.VirtualThreadPinned";

  private VirtualThreadCalls() {}

  public static void main(String[] arguments) throws Exception {
    Presigner client = Presigner.of(arguments[0], arguments[1]);
    System.out.println(rate(client, 1));
    rate(client, WARM_UP_WAVES);
    Path file = Files.createTempFile("virtual-threads", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(PINNED).withoutThreshold().withStackTrace();
      recording.start();
      System.out.println(rate(client, MEASURED_WAVES));
      recording.dump(file);
      List<RecordedEvent> pinned = RecordingFile.readAllEvents(file);
      System.out.println(pinned.size());
      pinned.stream().limit(SHOWN).forEach(System.out::println);
    } finally {
      Files.delete(file);
    }
    System.exit(0);
  }

  /** The calls a second of so many waves, one after the other. */
  private static double rate(Presigner client, int waves) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < waves; i++) {
      wave(client);
    }
    return waves * THREADS * CALLS_OF_A_THREAD / ((System.nanoTime() - start) / 1e9);
  }

  private static void wave(Presigner client) throws Exception {
    ExecutorService threads = virtualThreads();
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      ends.add(
          threads.submit(
              () -> {
                for (int j = 0; j < CALLS_OF_A_THREAD; j++) {
                  client.presign();
                }
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    threads.shutdown();
  }

  /** What the JDK that this is compiled for does not have yet. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
