package io.github.powerdrilljava.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerdrilljava.disk.OddDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of what an export has brought. */
class ManifestTest {

  @TempDir Path dir;

  private static ManifestEntry entry(String id, int nameLength) {
    String name = "n".repeat(nameLength);
    return new ManifestEntry("dset-1", id, name, id, 1, 1L, "00", Instant.EPOCH, null, null);
  }

  @Test
  void isThereAfterAPowerCutOnceItIsClosed() throws Exception {
    Path directory = Files.createDirectory(dir.resolve("export"));
    OddDisk disk = new OddDisk();
    disk.failAfter(1000, directory);
    try (Manifest manifest = Manifest.open(disk.of(directory).resolve("manifest"), entry -> {})) {
      manifest.add(entry("ds-1", 10));
    }
    assertThat(disk.comeBack(OddDisk.Loss.BYTES)).as("it failed too early").isFalse();
    try (Manifest manifest = Manifest.open(directory.resolve("manifest"), entry -> {})) {
      assertThat(manifest.find("dset-1", "ds-1")).isEqualTo(entry("ds-1", 10));
    }
  }

  /** Whoever reads it finds the same fields in each line. */
  @Test
  void writesAlsoTheFieldsOfWhichNothingIsKnown() {
    assertThat(
            new ManifestEntry("dset-1", "ds-1", "n", "p", 1, null, "00", Instant.EPOCH, null, null)
                .toJson())
        .isEqualTo(
            "{\"dataset\":\"dset-1\",\"id\":\"ds-1\",\"name\":\"n\",\"path\":\"p\",\"size\":1,"
                + "\"listed_size\":null,\"sha256\":\"00\","
                + "\"fetched_at\":\"1970-01-01T00:00:00Z\",\"validator\":null,\"service\":null}");
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void keepsTheNextEntryWhereADiskWasFullForTheOneBefore() throws Exception {
    boolean mounted =
        Files.isWritable(Path.of("/etc"))
            && run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir.toString());
    assumeTrue(mounted, "only root can mount a small disk");
    try {
      Path path = dir.resolve("manifest");
      try (Manifest manifest = Manifest.open(path, entry -> {})) {
        manifest.add(entry("ds-1", 10));
        fill();
        assertThat(catchThrowable(() -> manifest.add(entry("ds-2", 20_000))))
            .isInstanceOf(IOException.class);
        Files.delete(dir.resolve("log"));
        manifest.add(entry("ds-3", 10));
      }
      try (Manifest manifest = Manifest.open(path, entry -> {})) {
        assertThat(manifest.find("dset-1", "ds-1")).isEqualTo(entry("ds-1", 10));
        assertThat(manifest.find("dset-1", "ds-3")).isEqualTo(entry("ds-3", 10));
      }
    } finally {
      run("umount", dir.toString());
    }
  }

  private void fill() throws IOException {
    try (OutputStream file = Files.newOutputStream(dir.resolve("log"))) {
      while (true) {
        file.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }
}
