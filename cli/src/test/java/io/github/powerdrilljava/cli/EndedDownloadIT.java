package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A download that is killed or ended by a signal leaves what it promises to leave, and no more. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class EndedDownloadIT extends AtJar {

  private static final int MIB = 1024 * 1024;
  private static final int JOURNAL_RECORD_BYTES = 12;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void resumesAfterEachOfEightKills() throws IOException, InterruptedException {
    Random random = new Random(4);
    byte[] content = new byte[24 * MIB];
    random.nextBytes(content);
    sandbox.put("dset", "large", Files.write(served.resolve("large.bin"), content));
    Path file = directory.resolve("large.bin");
    Path journal = directory.resolve("large.bin.part.journal");
    for (int i = 0; i < 8; i++) {
      long size = Files.exists(journal) ? Files.size(journal) : 0;
      long enough = size + random.nextInt(2 * JOURNAL_RECORD_BYTES);
      try (Child child =
          Child.powerdrill(
              environment(Map.of()),
              "download",
              "dset",
              "large",
              "-o",
              file.toString(),
              "--limit-rate",
              "10M")) {
        awaitSize(journal, enough, child);
        assertThat(child.handle().isAlive()).as("there is something left to kill").isTrue();
        child.kill();
      }
      assertThat(file).doesNotExist();
    }
    int before = sandbox.requests().size();

    Outcome outcome =
        run(Map.of(), "download", "dset", "large", "-o", file.toString(), "--connections", "1");

    assertThat(outcome).isEqualTo(new Outcome(0, file + "\n", ""));
    assertThat(file).hasBinaryContent(content);
    assertThat(directory.toFile().list()).containsExactly("large.bin");
    assertThat(sandbox.requests().get(before + 1).header("Range").orElse(""))
        .as("what was there is not fetched again")
        .matches("bytes=[1-9].*");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void reportsWhatIsKeptWhenASignalEndsALargeDownload() throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(2)).as("INT is ignored here").isFalse();
    sandbox.put("dset", "zeros", Files.write(served.resolve("zeros.bin"), new byte[32 * MIB]));
    Path file = directory.resolve("zeros.bin");
    Path journal = directory.resolve("zeros.bin.part.journal");
    try (Child child =
        Child.powerdrill(
            environment(Map.of()),
            "download",
            "dset",
            "zeros",
            "-o",
            file.toString(),
            "--limit-rate",
            "20M")) {
      awaitSize(journal, 6 * JOURNAL_RECORD_BYTES + 100, child);
      child.send("INT");
      Outcome outcome = child.end();

      assertThat(outcome.exitCode()).isEqualTo(130);
      assertThat(outcome.err())
          .matches(
              "powerdrill: interrupted; \\d{7,8} bytes are kept beside the target, and the same"
                  + " command resumes from there.\n");
    }
    assertThat(file).doesNotExist();
    assertThat(run(Map.of(), "download", "dset", "zeros", "-o", file.toString()).exitCode())
        .isZero();
    assertThat(file).hasBinaryContent(new byte[32 * MIB]);
  }

  /** Waits until a file is as large, or the process that writes it has ended. */
  private void awaitSize(Path file, long bytes, Child writer)
      throws IOException, InterruptedException {
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while ((!Files.exists(file) || Files.size(file) < bytes) && writer.handle().isAlive()) {
        WatchKey written = watch.poll(100, TimeUnit.MILLISECONDS);
        if (written != null) {
          written.pollEvents();
          written.reset();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143", "HUP, 1, 129"})
  @DisabledOnOs(OS.WINDOWS)
  void leavesNoPartAndTheOldFileWhenASignalEndsADownload(String signal, int number, int exitCode)
      throws IOException, InterruptedException {
    assumeThat(Child.inheritsIgnored(number)).as("%s is ignored here", signal).isFalse();
    Path file = Files.writeString(directory.resolve("sales.csv"), "old\n");
    try (SlowService service = new SlowService();
        WatchService watch = directory.getFileSystem().newWatchService()) {
      directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      Map<String, String> environment =
          environment(
              Map.of(
                  "POWERDRILL_BASE_URL", service.baseUrl(), "POWERDRILL_PROJECT_API_KEY", SECRET));
      try (Child child =
          Child.powerdrill(
              environment, "download", "dset", "ds", "-o", file.toString(), "--force")) {
        WatchKey partBegun = watch.poll(60, TimeUnit.SECONDS);
        assertThat(partBegun).as("a part file is made").isNotNull();
        service.awaitStoreRequest();
        assertThat(child.handle().info().commandLine().orElse("")).doesNotContain(SECRET);

        child.send(signal);
        Outcome outcome = child.end();

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.err())
            .isEqualTo("powerdrill: interrupted; no part of the download was left behind.\n");
        assertThat(file).hasContent("old\n");
        assertThat(directory.toFile().list()).containsExactly("sales.csv");
        assertThat(service.storeRequests())
            .isNotEmpty()
            .allSatisfy(
                request -> assertThat(request.getHeaders().toString()).doesNotContain(SECRET));
      }
    }
  }
}
