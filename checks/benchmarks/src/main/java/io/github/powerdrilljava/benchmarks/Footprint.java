package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;

/**
 * What this process holds of the machine. Reads {@code /proc}, so it needs Linux.
 *
 * @param heap bytes in use after a collection
 * @param threads that are alive
 * @param descriptors that are open, sockets included
 * @param sockets of TCP that are open
 * @param connections in the client's pool
 */
record Footprint(long heap, int threads, int descriptors, int sockets, int connections) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** Which column of the kernel's tables of sockets it is. */
  private static final int INODE = 9;

  static Footprint of(ConnectionPool pool) throws IOException {
    System.gc();
    System.gc(); // what the first has made reachable by its finalizers and cleaners only
    return new Footprint(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        count(thing -> true),
        count(tcpSockets()::contains),
        pool.connectionCount());
  }

  /** How many descriptors are open of such things. */
  private static int count(Predicate<String> thing) throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return (int) open.map(Footprint::target).filter(thing).count();
    }
  }

  /** The TCP sockets of the system, as descriptors name them. The JVM itself holds one of Unix. */
  private static Set<String> tcpSockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String protocol : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", protocol))) {
        sockets.add("socket:[" + line.strip().split("\\s+", -1)[INODE] + "]");
      }
    }
    return sockets;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed meanwhile"; // such as the listing itself
    }
  }
}
