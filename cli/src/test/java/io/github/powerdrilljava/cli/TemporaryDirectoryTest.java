package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryDirectoryTest {

  @Test
  void isGoneWithAllThatIsInItOnceItIsClosed() throws IOException {
    TemporaryDirectory temporary = new TemporaryDirectory();
    Path path = temporary.path();
    try (temporary) {
      Path folder = Files.createDirectories(path.resolve("a").resolve("b"));
      Files.writeString(folder.resolve("c"), "there");
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void mayBeGoneBeforeItIsClosed() throws IOException {
    TemporaryDirectory temporary = new TemporaryDirectory();
    try (temporary) {
      Files.delete(temporary.path());
    }

    assertThat(temporary.path()).doesNotExist();
  }
}
