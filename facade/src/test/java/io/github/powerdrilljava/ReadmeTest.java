package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
    List<JavaFileObject> sources =
        IntStream.range(0, blocks("java").size())
            .mapToObj(i -> source("Example" + i, blocks("java").get(i)))
            .toList();
    assertThat(sources).hasSizeGreaterThanOrEqualTo(3);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    compiler.getTask(null, null, problems, options, null, sources).call();
    assertThat(problems.getDiagnostics())
        .extracting(problem -> problem.getMessage(Locale.ROOT))
        .isEmpty();
  }

  private static JavaFileObject source(String name, String example) {
    String imports =
        example
            .lines()
            .filter(line -> line.startsWith("import "))
            .collect(Collectors.joining("\n"));
    String statements =
        example
            .lines()
            .filter(line -> !line.startsWith("import "))
            .collect(Collectors.joining("\n"));
    String code =
        "%s\nclass %s { void example() throws Exception {\n%s\n}}\n"
            .formatted(imports, name, statements);
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return code;
      }
    };
  }

  @Test
  void namesTheVersionThatIsBuilt() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = group("<version>(.*?)</version>", pom);
    assertThat(group("<version>(.*?)</version>", blocks("xml").get(0))).isEqualTo(version);
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
