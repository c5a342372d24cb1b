package io.github.powerdrilljava.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.Fault.Moment;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A sandbox with faults in a process of its own, so that what the client's process holds is the
 * client's. It is asked on standard input, and ends with that.
 */
final class SoakSandbox implements AutoCloseable {

  static final int DATASETS = 20;
  static final int DATA_SOURCES = 50;
  static final String FILE_NAME = "soak.csv";

  private static final double SHARE = 0.05;
  private static final long SEED = 20261124;

  private final Process process;
  private final BufferedReader answers;
  final String baseUrl;
  final String apiKey;
  final String userId;

  private SoakSandbox(Process process) throws IOException {
    this.process = process;
    answers = process.inputReader(UTF_8);
    baseUrl = answers.readLine();
    apiKey = answers.readLine();
    userId = answers.readLine();
  }

  static SoakSandbox start() throws IOException {
    return new SoakSandbox(
        new ProcessBuilder(
                ChildJvm.java(),
                "-cp",
                System.getProperty("java.class.path"),
                SoakSandbox.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** How many requests have arrived. */
  long requestCount() throws IOException {
    return ask("requests");
  }

  /** How many of them met a fault. */
  long faultCount() throws IOException {
    return ask("faults");
  }

  private long ask(String question) throws IOException {
    process.outputWriter(UTF_8).append(question).append('\n').flush();
    return Long.parseLong(answers.readLine());
  }

  /** Ends the sandbox; the status is 0 if nothing broke the contract. */
  int end() throws IOException, InterruptedException {
    process.outputWriter(UTF_8).close();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The other side. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("powerdrill");
    Path file = Files.writeString(directory.resolve(FILE_NAME), "a,b\n1,2\n");
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      for (int dataset = 0; dataset < DATASETS; dataset++) {
        for (int dataSource = 0; dataSource < DATA_SOURCES; dataSource++) {
          sandbox.put("dset-" + dataset, "ds-" + dataSource, file);
        }
      }
      sandbox.faults().randomly(SHARE, SEED, faults());
      System.out.println(sandbox.baseUrl());
      System.out.println(sandbox.apiKey());
      System.out.println(sandbox.userId());
      BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String asked = questions.readLine(); asked != null; asked = questions.readLine()) {
        System.out.println(
            asked.equals("faults") ? sandbox.faults().used() : sandbox.requestCount());
      }
    } finally {
      Files.delete(file);
      Files.delete(directory);
    }
  }

  private static Fault[] faults() {
    return new Fault[] {
      Fault.failure(500, 9999, "internal error"),
      Fault.failure(503, 9999, "try again"),
      Fault.failure(200, 9999, "internal error"),
      Fault.failure(200, 201, "rate limit reached"),
      Fault.failure(200, 300003, "named resource not found"),
      Fault.tooManyRequests(),
      Fault.tooManyRequests("0"),
      Fault.tooManyRequests(Duration.ZERO),
      Fault.empty(500),
      Fault.html(502),
      Fault.html(200),
      Fault.redirect(302, "http://127.0.0.1:1/elsewhere"),
      Fault.gzipBomb(),
      Fault.halfBody(),
      Fault.contentLengthTooLong(),
      Fault.contentLengthTooShort(),
      Fault.informational(103),
      Fault.trickle(Duration.ZERO),
      Fault.resetConnection(),
      Fault.reset(Moment.BEFORE_RESPONSE),
      Fault.reset(Moment.IN_HEADERS),
      Fault.reset(Moment.IN_BODY),
      Fault.stall(Moment.BEFORE_RESPONSE),
      Fault.stall(Moment.IN_HEADERS),
      Fault.stall(Moment.IN_BODY)
    };
  }
}
