package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.UnusableContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** On demand, a client is made from each contract in a folder: {@code -Dcontracts=DIR}. */
@EnabledIfSystemProperty(named = "contracts", matches = ".+")
class ContractFolderTest {

  @TempDir Path dir;

  @Test
  void aClientIsMadeFromEachContract() throws IOException {
    List<String> failures = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("contracts")))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    System.out.printf("%-55s %10s %7s  %s%n", "file", "operations", "seconds", "result");
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      long start = System.nanoTime();
      long operations = 0;
      String result;
      try {
        Map<String, Object> merged = GeneratedClient.merge(Files.readAllBytes(file));
        operations = GeneratedClient.operations(merged);
        List<String> problems = GeneratedClient.problems(merged, dir.resolve(name));
        result = problems.isEmpty() ? "compiles" : problems.size() + ": " + problems.get(0);
        problems.forEach(problem -> failures.add(name + ": " + problem));
      } catch (UnusableContractException e) {
        result = "is no contract: " + e.getMessage();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%-55s %10d %7.1f  %s%n", name, operations, seconds, result);
    }
    assertThat(failures).isEmpty();
  }
}
