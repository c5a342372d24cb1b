package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an option says is what the service and its store get to see. */
@Isolated("It sets the standard output.")
class DownloadOptionsTest {

  private static final int MIB = 1024 * 1024;

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();

  @TempDir private Path served;

  @TempDir private Path directory;

  @AfterEach
  void close() {
    sandbox.close();
  }

  @BeforeEach
  void serve() throws Exception {
    sandbox.put("dset", "ds", Files.writeString(served.resolve("a.csv"), "a;b\n"));
  }

  private Outcome run(Map<String, String> changes, String... args) {
    Map<String, String> environment = new HashMap<>();
    environment.put("POWERDRILL_PROJECT_API_KEY", sandbox.apiKey());
    environment.put("POWERDRILL_USER_ID", sandbox.userId());
    environment.put("POWERDRILL_BASE_URL", sandbox.baseUrl().toString());
    environment.putAll(changes);
    return Outcome.of(environment, args);
  }

  @Test
  void attemptsAreAsManyAsAskedFor() {
    sandbox.faults().randomly(1, 7, Fault.failure(503, 9999, "later"));

    Outcome outcome = run(Map.of(), "presign", "dset", "ds", "--attempts", "1");

    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(sandbox.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2", "64, 10, 100"})
  void connectionsAreAsManyAsAskedFor(String connections, int least, int most) throws Exception {
    Path file = Files.write(served.resolve("large.bin"), new byte[24 * MIB]);
    sandbox.put("dset", "large", file);
    String target = directory.resolve("large.bin").toString();

    Outcome outcome =
        run(Map.of(), "download", "dset", "large", "-o", target, "--connections", connections);

    assertThat(outcome).isEqualTo(new Outcome(0, target + "\n", ""));
    assertThat(sandbox.requests().stream().filter(each -> each.side() == Side.OBJECT_STORE).count())
        .isBetween((long) least, (long) most);
  }

  /** Nothing is read twice: what came before is written already. */
  @Test
  void aStreamThatBreaksOffEndsWithTheCodeForDownloads() throws Exception {
    sandbox.put("dset", "long", Files.write(served.resolve("long.bin"), new byte[MIB]));
    sandbox.storeFaults().next(Fault.resetAfter(MIB / 2));
    sandbox.storeFaults().randomly(1, 7, Fault.empty(404));
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written));
    Outcome outcome;
    try {
      outcome = run(Map.of(), "download", "dset", "long", "-o", "-", "--attempts", "1");
    } finally {
      System.setOut(out);
    }
    assertThat(outcome.err()).startsWith("powerdrill: ").containsOnlyOnce("\n");
    assertThat(outcome.exitCode()).isEqualTo(8);
    assertThat(written.size()).isBetween(1, MIB / 2);
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({"1024, 3, was not accepted", "1025, 2, which is longer than any key"})
  void aKeyFileMayHaveALineOfOneKibibyte(int length, int exitCode, String told) throws Exception {
    Path file = PrivateFile.of(directory.resolve("key"), "k".repeat(length) + "\n");

    Outcome outcome = run(Map.of(), "presign", "dset", "ds", "--api-key-file", file.toString());

    assertThat(outcome.err()).contains(told);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void anArgumentThatBeginsLikeAFileOfArgumentsIsItself() throws Exception {
    Path file = Files.writeString(directory.resolve("arguments"), "dset ds");

    Outcome outcome = run(Map.of(), "presign", "dset", "@" + file);

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(List.of(sandbox.requests().get(0).target().split("/", -1)))
        .contains("@" + file.toString().replace("/", "%2F"));
  }
}
