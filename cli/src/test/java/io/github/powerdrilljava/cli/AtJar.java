package io.github.powerdrilljava.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process of its own, as its users have it. */
abstract class AtJar extends AtSandbox {

  @TempDir Path directory;

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    Child.prepare();
  }

  Outcome run(Map<String, String> changes, String... args)
      throws IOException, InterruptedException {
    try (Child child = Child.powerdrill(environment(changes), args)) {
      return child.end();
    }
  }
}
