package io.github.powerdrilljava.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A new file of the vendor's gets the right verdict, and replaces the old one only if it may. */
class SpecCheckTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String PRESIGN =
      "/v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign";

  @TempDir Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path current;
  private String old;

  @BeforeEach
  void lay() throws IOException {
    for (String file :
        new String[] {
          "openapi/powerdrill-v2.yaml", "openapi/overlay.yaml", "generated-client/generator.yaml"
        }) {
      copy(Path.of(file));
    }
    try (Stream<Path> templates =
        Files.list(PROJECT.resolve("generated-client/src/main/templates"))) {
      for (Path template : templates.toList()) {
        copy(PROJECT.relativize(template));
      }
    }
    current = root.resolve("openapi/powerdrill-v2.yaml");
    old = Files.readString(current);
  }

  private void copy(Path file) throws IOException {
    Path to = root.resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(PROJECT.resolve(file), to);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine(root);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  private String file(String content) throws IOException {
    return Files.writeString(root.resolve("new.yaml"), content).toString();
  }

  /** What the vendor does, its verdict, and what the report says of it. */
  private record Update(
      String name, UnaryOperator<String> edit, int status, String verdict, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static UnaryOperator<String> replacing(String part, String by) {
    return old -> {
      assertThat(old).contains(part);
      return old.replace(part, by);
    };
  }

  private static final String PRESIGN_PATH = "  " + PRESIGN + ":\n";

  private static String list(String path, String field) {
    return """
      %s:
        get:
          responses:
            '200':
              description: ''
              headers: {x-pd-trace-id: {required: true, schema: {type: string}}}
              content:
                application/json:
                  schema:
                    type: object
                    required: [code, data]
                    properties:
                      code: {type: integer}
                      data: {type: array, items: {type: object, properties: {%s: {type: string}}}}
    """
        .formatted(path, field);
  }

  static Stream<Update> updates() {
    return Stream.of(
        new Update("nothing", old -> old, 0, "compatible", "No operation differs."),
        new Update(
            "another minimum of expires_in",
            replacing("default: 600\n", "default: 600\n                  minimum: 120\n"),
            1,
            "breaking",
            "request field expires_in has other bounds: 60 to any, now 120 to any"),
        new Update(
            "a maximum of expires_in",
            replacing("default: 600\n", "default: 600\n                  maximum: 86400\n"),
            1,
            "breaking",
            "expires_in/maximum is 86400, not left open"),
        new Update(
            "our minimum of expires_in",
            replacing("default: 600\n", "default: 600\n                  minimum: 60\n"),
            1,
            "breaking",
            "This overlay action repeats what the contract states, /requestBody"),
        new Update(
            "an optional response field",
            replacing(
                "                      expires_at:\n",
                "                      size: {type: integer}\n                      expires_at:\n"),
            0,
            "compatible",
            "response 200 field data.size is new"),
        new Update(
            "a required request field",
            replacing(
                        "                - user_id\n",
                        "                - user_id\n                - reason\n")
                    .andThen(
                        replacing(
                            "                user_id:\n",
                            "                reason: {type: string}\n                user_id:\n"))
                ::apply,
            1,
            "breaking",
            "request field reason is now required"),
        new Update(
            "no expires_at",
            old ->
                old.replaceFirst(
                        "(?s)                      expires_at:.*?(?=                    required)",
                        "")
                    .replace("                      - expires_at\n", ""),
            1,
            "breaking",
            "response 200 field data.expires_at is gone"),
        new Update(
            "another path",
            replacing("/presign:", "/sign:"),
            1,
            "breaking",
            "POST " + PRESIGN + ": is gone, operation presignDataSource"),
        new Update(
            "three list operations",
            replacing(
                PRESIGN_PATH,
                list("/v2/team/examples", "name")
                    + list("/v2/team/samples", "type")
                    + list("/v2/team/trials", "output")
                    + PRESIGN_PATH),
            0,
            "compatible",
            "GET /v2/team/examples: is new, operation listExamples"),
        new Update(
            "a file cut off",
            old -> old.substring(0, old.indexOf("expires_at:") + 5),
            2,
            "broken file",
            "No client can be made from it"),
        new Update(
            "a file cut off between two lines",
            old -> old.substring(0, old.indexOf("      responses:\n") + 17),
            2,
            "broken file",
            "No client can be made from it"),
        new Update(
            "no components but the key's",
            replacing("  schemas: {}\n", ""),
            0,
            "compatible",
            "No operation differs."),
        new Update("an empty file", old -> "", 2, "broken file", "It is neither YAML nor JSON"),
        new Update("a page", old -> "<html><body>Sign in</body></html>", 2, "broken file", ""));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void judgesAnUpdate(Update update) throws Exception {
    int status = run("check", file(update.edit.apply(old)));
    assertThat(out.toString()).contains(update.said).endsWith("Verdict: " + update.verdict + ".\n");
    assertThat(status).isEqualTo(update.status);
    assertThat(current).hasContent(old);
  }

  @ParameterizedTest
  @MethodSource("updates")
  void replacesTheOldFileByACompatibleOneOnly(Update update) throws Exception {
    String changed = update.edit.apply(old);
    int status = run("accept", file(changed));
    assertThat(status).isEqualTo(update.status);
    assertThat(current).hasContent(status == 0 ? changed : old);
  }

  @Test
  void replacesTheOldFileByABreakingOneIfAsked() throws Exception {
    String changed = old.replace("/presign:", "/sign:");
    assertThat(run("accept", "--breaking", file(changed))).isZero();
    assertThat(current).hasContent(changed);
  }

  @Test
  void doesNotReplaceTheOldFileByABrokenOneEvenIfAsked() throws Exception {
    assertThat(run("accept", "--breaking", file("paths: {}"))).isEqualTo(2);
    assertThat(current).hasContent(old);
  }

  @Test
  void reportsAsJson() throws Exception {
    run("check", "--json", file(old.replace("/presign:", "/sign:")));
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("verdict").asText()).isEqualTo("BREAKING");
    assertThat(report.get("changes").get(0).get("what").asText()).startsWith("is new");
    assertThat(report.get("changes").get(1).get("breaking").asBoolean()).isTrue();
    assertThat(report.get("overlay").size()).isEqualTo(1);
  }

  @Test
  void takesJsonToo() throws Exception {
    Object contract = new org.yaml.snakeyaml.Yaml().load(old);
    assertThat(run("check", file(new ObjectMapper().writeValueAsString(contract)))).isZero();
  }

  @Test
  void saysWhereThereIsNoFile() {
    assertThat(run("check", root.resolve("missing.yaml").toString())).isEqualTo(2);
    assertThat(err.toString()).startsWith("powerdrill-spec: there is no file ");
  }
}
