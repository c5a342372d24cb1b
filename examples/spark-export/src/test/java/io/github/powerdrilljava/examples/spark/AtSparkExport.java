package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with a dataset for Spark to export. */
abstract class AtSparkExport {

  static final String DATASET = "dset-1";
  private static final int MAX_BYTES = 64 * 1024;

  final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final Random random = new Random(15);

  @TempDir Path temp;

  @AfterEach
  void end() {
    sandbox.close();
  }

  Path file(String name) throws IOException {
    byte[] bytes = new byte[random.nextInt(MAX_BYTES)];
    random.nextBytes(bytes);
    return Files.write(Files.createDirectories(temp.resolve("objects")).resolve(name), bytes);
  }

  /** As Hadoop writes them: nothing is percent-encoded. */
  static String uri(Path directory) {
    return "file://" + directory;
  }
}
