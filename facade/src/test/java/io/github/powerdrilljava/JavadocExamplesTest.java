package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public type shows how it is used, and what it shows compiles. */
class JavadocExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/io/github/powerdrilljava");
  private static final Pattern PUBLIC_TYPE = Pattern.compile("(?m)^public ");
  private static final Pattern NESTED_TYPE =
      Pattern.compile("(?m)^  public (static |final )*(class|enum|interface|record) \\w+");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* \\}</pre>", Pattern.DOTALL);

  /** What an example leaves out. */
  private static final String IMPORTS =
      """
      import io.github.powerdrilljava.*;
      import java.io.*;
      import java.net.*;
      import java.nio.file.*;
      import java.security.KeyStore;
      import java.time.*;
      import java.util.concurrent.*;
      import javax.net.ssl.*;
      import okhttp3.OkHttpClient;
      """;

  private static final String CLIENT = "PowerdrillClient powerdrill =";

  static Stream<Path> publicTypes() throws IOException {
    List<Path> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (PUBLIC_TYPE.matcher(Files.readString(file)).find()) {
          types.add(file.getFileName());
        }
      }
    }
    assertThat(types).contains(Path.of("PowerdrillClient.java"), Path.of("Retries.java"));
    return types.stream();
  }

  @ParameterizedTest
  @MethodSource("publicTypes")
  void aPublicTypeHasAnExample(Path file) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    Matcher type = PUBLIC_TYPE.matcher(source);
    assertThat(type.find()).isTrue();
    assertThat(examples(source.substring(0, type.start()))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("publicTypes")
  void aPublicTypeInAnotherHasAnExample(Path file) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    assertThat(NESTED_TYPE.matcher(source).results())
        .allSatisfy(
            type -> {
              String before = source.substring(0, type.start());
              assertThat(examples(before.substring(before.lastIndexOf("/**"))))
                  .as(type.group())
                  .isNotEmpty();
            });
  }

  @Test
  void everyExampleCompiles(@TempDir Path classes) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Path type : publicTypes().toList()) {
      String name = type.toString().replace(".java", "Example");
      for (String example : examples(Files.readString(SOURCES.resolve(type)))) {
        sources.add(Examples.source(name + sources.size(), complete(example)));
      }
    }
    assertThat(Examples.compilationProblems(sources, classes)).isEmpty();
  }

  private static List<String> examples(String source) {
    return EXAMPLE
        .matcher(source)
        .results()
        .map(example -> example.group(1).replaceAll("(?m)^ *\\* ?", ""))
        .toList();
  }

  private static String complete(String example) {
    String client =
        example.contains(CLIENT) ? "" : CLIENT + "PowerdrillClient.fromEnvironment();\n";
    return IMPORTS + client + example;
  }
}
