package io.github.powerdrilljava.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import okio.FileSystem;

/** Contracts of our own, and a client for each, which is made once. */
final class Corpus {

  private static final Path FOLDER = Path.of("src/test/resources/corpus");
  private static final Path CLIENTS = Path.of("target/corpus");
  private static final Map<String, GeneratedClient> MADE = new ConcurrentHashMap<>();

  private Corpus() {}

  static List<String> contracts() throws IOException {
    return files(".yaml");
  }

  static List<String> samples() throws IOException {
    return files(".samples.json");
  }

  private static List<String> files(String end) throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .sorted()
          .toList();
    }
  }

  static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  static Map<String, Object> contract(String name) throws IOException {
    return GeneratedClient.merge(Files.readAllBytes(FOLDER.resolve(name + ".yaml")));
  }

  static GeneratedClient client(String name) {
    return MADE.computeIfAbsent(
        name,
        contract -> {
          try {
            return GeneratedClient.of(contract(contract), empty(CLIENTS.resolve(contract)));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Path empty(Path folder) throws IOException {
    FileSystem.SYSTEM.deleteRecursively(okio.Path.get(folder));
    return Files.createDirectories(folder);
  }
}
