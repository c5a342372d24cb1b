package io.github.powerdrilljava;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox, and a directory in whose place a small disk can be mounted. */
abstract class AtSmallDisk {

  static final int MIB = 1024 * 1024;

  @TempDir Path dir;
  @TempDir Path served;
  final byte[] content = FileContent.random(20 * MIB + 12_345, 1);
  PowerdrillSandbox sandbox;
  PowerdrillClient client;
  private boolean mounted;

  @BeforeEach
  void start() throws Exception {
    sandbox = PowerdrillSandbox.start();
    sandbox.put("dset-1", "ds-1", Files.write(served.resolve("sales.csv"), content));
    client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .retries(Retries.NONE)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    sandbox.close();
    if (mounted) {
      run("umount", dir.toString());
    }
  }

  static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  void mountDisk(String size) throws Exception {
    mounted =
        Files.isWritable(Path.of("/etc"))
            && run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", dir.toString());
    assumeTrue(mounted, "only root can mount a small disk");
  }

  List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
