package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a path leads to, and whether something may be brought there. */
class TargetsTest {

  @TempDir Path given;
  private Path dir;

  @BeforeEach
  void withoutLinks() throws IOException {
    dir = given.toRealPath();
  }

  @Test
  void ofAFileIsTheFile() throws IOException {
    Path file = dir.resolve("sales.csv");
    assertThat(Targets.endOfLinks(file)).isEqualTo(file);
    Files.createFile(file);
    assertThat(Targets.endOfLinks(file)).isEqualTo(file);
  }

  @Test
  void ofLinksIsWhereTheyEndThereOrNot() throws IOException {
    Files.createDirectory(dir.resolve("sub"));
    Path second = Files.createSymbolicLink(dir.resolve("sub/second"), Path.of("../sales.csv"));
    Path first = Files.createSymbolicLink(dir.resolve("first"), dir.relativize(second));
    assertThat(Targets.endOfLinks(first)).isEqualTo(dir.resolve("sales.csv"));
    Files.createFile(dir.resolve("sales.csv"));
    assertThat(Targets.endOfLinks(first)).isEqualTo(dir.resolve("sales.csv"));
  }

  @Test
  void ofLinksInACircleIsALink() throws IOException {
    Path one = Files.createSymbolicLink(dir.resolve("one"), Path.of("other"));
    Files.createSymbolicLink(dir.resolve("other"), Path.of("one"));
    assertThat(Targets.endOfLinks(one)).isEqualTo(one);
  }

  @Test
  void belowLinksInACircleIsRefusedWithTheReason() throws IOException {
    Path circle = Files.createSymbolicLink(dir.resolve("circle"), Path.of("circle"));
    assertThat(Targets.objection(circle.resolve("sales.csv"), true))
        .startsWith("cannot be used: Too many levels of symbolic links");
  }

  @Test
  void isReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Path file = dir.resolve("sales.csv");
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    assertThat(Targets.objection(file, false)).isNull();
    assertThat(Targets.objection(link, true)).isNull();
    assertThat(Targets.objection(link, false)).startsWith("is a link that leads nowhere");
    Files.createFile(file);
    assertThat(Targets.objection(link, true)).isNull();
    assertThat(Targets.objection(link, false)).startsWith("already exists");
    assertThat(Targets.objection(dir, false)).isNull();
  }

  @Test
  void hasTheSameKeyByEachOfItsPaths() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("."));
    Object key = Targets.key(dir.resolve("sales.csv"));
    assertThat(Targets.key(link.resolve("sales.csv"))).isEqualTo(key);
    assertThat(Targets.key(dir.resolve("other.csv"))).isNotEqualTo(key);
  }
}
