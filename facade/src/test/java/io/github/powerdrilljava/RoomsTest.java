package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The facade's rooms, and that arrows between them run downwards only. */
class RoomsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/powerdrilljava");

  /** What each room may use of the others; the public face may use all. */
  private static final Map<String, Set<String>> BELOW =
      Map.of(
          "api", Set.of("http"),
          "download", Set.of("store", "http"),
          "store", Set.of("http"),
          "http", Set.of(),
          "export", Set.of("download", "store", "http"));

  /**
   * The clients hold the rooms together; below, only requests, results and exceptions are known.
   */
  private static final Set<String> CLIENTS =
      Set.of(
          "PowerdrillClient", "Service", "Datasets", "DataSources", "Downloader", "HttpSettings");

  private static final Pattern IMPORT =
      Pattern.compile("import (?:static )?io\\.github\\.powerdrilljava\\.([\\w.]+)\\*?;");
  private static final Pattern QUALIFIED =
      Pattern.compile("(?<!import |import static |package )io\\.github\\.powerdrilljava\\.\\w+");

  @Test
  void useOnlyWhatIsBelowThem() throws IOException {
    List<String> upwards = new ArrayList<>();
    for (Path file : sources()) {
      String room = room(file);
      Matcher used = IMPORT.matcher(Files.readString(file));
      while (!room.isEmpty() && used.find()) {
        String name = used.group(1);
        boolean isInternal = name.startsWith("internal.");
        String usedRoom = isInternal ? name.split("\\.", -1)[1] : "";
        boolean isAllowed =
            isInternal
                ? usedRoom.equals(room) || below(room).contains(usedRoom)
                : !CLIENTS.contains(name.split("\\.", -1)[0])
                    && (room.equals("api") || !name.startsWith("generated"));
        if (!isAllowed) {
          upwards.add(room + "/" + file.getFileName() + " uses " + name);
        }
      }
    }
    assertThat(upwards).isEmpty();
  }

  private static Set<String> below(String room) {
    return BELOW.getOrDefault(room, Set.of());
  }

  @Test
  void areFourBesideThePublicFace() throws IOException {
    Set<String> rooms = new TreeSet<>();
    for (Path file : sources()) {
      rooms.add(room(file));
    }
    rooms.remove("");
    assertThat(rooms).isEqualTo(new TreeSet<>(BELOW.keySet()));
  }

  /** Imports are all that the test above sees. */
  @Test
  void nameNothingOfOursButByImports() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(QUALIFIED);
    }
  }

  @Test
  void haveNoTwoClassesOfOneName() throws IOException {
    Pattern type =
        Pattern.compile(
            "(?m)^\\s*(?!\\*|//)[^\"\\n]*?\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    List<String> names = new ArrayList<>();
    for (Path file : sources()) {
      Matcher declared = type.matcher(Files.readString(file));
      while (declared.find()) {
        names.add(declared.group(1));
      }
    }
    names.removeAll(List.of("Builder")); // each of the class around it
    assertThat(names).doesNotHaveDuplicates();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
          .toList();
    }
  }

  /** Empty for the public face. */
  private static String room(Path file) {
    Path directory = SOURCES.relativize(file.getParent() == null ? SOURCES : file.getParent());
    return directory.startsWith("internal") && directory.getNameCount() > 1
        ? directory.getName(1).toString()
        : "";
  }
}
