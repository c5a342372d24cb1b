package io.github.powerdrilljava.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Something that brings what is behind a URL into a file. */
interface Fetcher {

  void fetch(URI url, Path file) throws Exception;

  /**
   * What a fetch takes.
   *
   * @param seconds of waiting
   * @param cpuSeconds of computing, by the process that fetches, system calls included
   */
  record Cost(double seconds, double cpuSeconds) {}

  /** Fetches, and measures it. */
  default Cost measure(URI url, Path file) throws Exception {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    fetch(url, file);
    return new Cost((System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** A program with its arguments, to which those of {@link Arguments} are added. */
  record Program(List<String> command, Arguments arguments) implements Fetcher {

    /** How the program is told what to fetch. */
    interface Arguments {
      List<String> of(URI url, Path file);
    }

    @Override
    public void fetch(URI url, Path file) throws Exception {
      measure(url, file);
    }

    /** The shell tells what a child took; its own start is counted as that of any program. */
    @Override
    public Cost measure(URI url, Path file) throws Exception {
      List<String> all =
          new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\"", "bash"));
      all.addAll(command);
      all.addAll(arguments.of(url, file));
      Process process =
          new ProcessBuilder(all).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + told);
      }
      String[] times = told.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ", -1);
      return new Cost(
          Double.parseDouble(times[0]),
          Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
    }
  }

  static Program curl(Path certificate) {
    return new Program(
        List.of("curl", "-sS", "--fail", "--cacert", certificate.toString()),
        (url, file) -> List.of("-o", file.toString(), url.toString()));
  }

  static Program aria2(Path certificate, int connections) {
    return new Program(
        List.of(
            "aria2c",
            "-q",
            "--allow-overwrite=true",
            "--file-allocation=none",
            "-x" + connections,
            "-s" + connections,
            "-k1M",
            "--ca-certificate=" + certificate),
        (url, file) -> List.of("-d", "/", "-o", file.toString().substring(1), url.toString()));
  }
}
