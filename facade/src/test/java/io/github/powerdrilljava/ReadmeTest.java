package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README says what is true of the code beside it. */
class ReadmeTest {

  private static String readme;

  @BeforeAll
  static void read() throws Exception {
    readme = Files.readString(Path.of("../README.md"));
  }

  private static List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void everyExampleCompiles(@TempDir Path classes) {
    // The module junit compiles and runs the one that needs it.
    List<String> blocks =
        blocks("java").stream().filter(block -> !block.contains("@PowerdrillSandboxTest")).toList();
    List<JavaFileObject> examples =
        IntStream.range(0, blocks.size())
            .mapToObj(i -> Examples.source("Example" + i, blocks.get(i)))
            .toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    assertThat(Examples.compilationProblems(examples, classes)).isEmpty();
  }

  /** RELEASING.md has them set, too. */
  @Test
  void namesTheVersionThatIsBuiltAndSoDoTheExamples() throws Exception {
    String version = group("<version>(.*?)</version>", Files.readString(Path.of("pom.xml")));
    String maven = Files.readString(Path.of("../examples/pom.xml"));
    String gradle = Files.readString(Path.of("../examples/gradle/gradle.properties"));

    assertThat(group("<version>(.*?)</version>", blocks("xml").get(0))).isEqualTo(version);
    assertThat(group("<powerdrill.version>(.*?)<", maven)).isEqualTo(version);
    assertThat(group("(?m)^powerdrillVersion=(.*)$", gradle)).isEqualTo(version);
  }

  @Test
  void namesEveryException() throws Exception {
    try (var files = Files.list(Path.of("src/main/java/io/github/powerdrilljava"))) {
      List<String> exceptions =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> name.endsWith("Exception"))
              .toList();
      assertThat(exceptions)
          .hasSizeGreaterThan(5)
          .allMatch(name -> readme.contains("`" + name + "`"));
    }
  }

  @Test
  void namesEverySettingOfTheBuilder() {
    assertThat(PowerdrillClient.Builder.class.getMethods())
        .filteredOn(method -> method.getReturnType() == PowerdrillClient.Builder.class)
        .isNotEmpty()
        .allMatch(method -> readme.contains("`" + method.getName() + "`"));
  }

  @Test
  void isWhatContinuousIntegrationRuns() throws Exception {
    String ci = Files.readString(Path.of("../.ci/run"));
    assertThat(blocks("sh").get(0).strip()).isEqualTo("./powerdrill demo");
    assertThat(blocks("sh").get(1).strip()).isEqualTo("mvn verify");
    assertThat(ci).containsPattern("(?m)^mvn verify$").containsPattern("(?m)^./powerdrill demo$");
  }

  private static String group(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .findFirst()
        .orElseThrow();
  }
}
