package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public type shows how it is used, and what it shows compiles and runs. */
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

  /** Those that show how a failure is caught get it. */
  @Test
  void everyExampleRuns(@TempDir Path classes, @TempDir Path directory) throws Exception {
    Map<String, byte[]> certificates = certificates();
    try (PowerdrillSandbox sandbox = PowerdrillSandbox.start()) {
      sandbox.put("dset-1", "ds-1", Files.writeString(classes.resolve("sales.csv"), "a;b\n"));
      Map<String, String> examples = named(sandbox);
      assertThat(
              Examples.compilationProblems(
                  examples.entrySet().stream()
                      .map(each -> Examples.source(each.getKey(), each.getValue()))
                      .toList(),
                  classes))
          .isEmpty();
      try (ExamplesProcess process = new ExamplesProcess(jvm(sandbox, classes, directory))) {
        for (Map.Entry<String, String> example : examples.entrySet()) {
          empty(directory);
          for (Map.Entry<String, byte[]> file : certificates.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
          }
          fail(sandbox, example.getKey().replaceAll("Example.*", ""));
          ExamplesProcess.Outcome outcome = process.run(example.getKey());
          sandbox.faults().clear();
          sandbox.storeFaults().clear();
          assertThat(isAsShown(example.getValue(), outcome))
              .as(example.getValue() + "\n" + outcome)
              .isTrue();
        }
      }
    }
  }

  /** Whether it ended, after it had handled what it shows to handle. */
  private static boolean isAsShown(String example, ExamplesProcess.Outcome outcome) {
    Matcher thrown = Pattern.compile("throw new (\\w+)\\(\"(.*?)\"").matcher(example);
    if (thrown.find()) {
      return outcome.failure().equals("java.lang." + thrown.group(1) + ": " + thrown.group(2));
    }
    boolean isHandled = !example.contains("catch (") || !outcome.printed().isEmpty();
    return outcome.failure().isEmpty() && isHandled;
  }

  private static ProcessBuilder jvm(PowerdrillSandbox sandbox, Path classes, Path directory) {
    Map<String, String> environment =
        Map.of(
            PowerdrillClient.API_KEY_VARIABLE,
            sandbox.apiKey(),
            PowerdrillClient.USER_ID_VARIABLE,
            sandbox.userId(),
            PowerdrillClient.BASE_URL_VARIABLE,
            sandbox.baseUrl().toString(),
            "MY_KEY",
            sandbox.apiKey());
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + classes;
    return ChildJvm.builder(classPath, environment, ExamplesProcess.class, List.of())
        .directory(directory.toFile());
  }

  /** The files that the examples of {@link HttpSettings} name. */
  private static Map<String, byte[]> certificates() throws Exception {
    HeldCertificate company = new HeldCertificate.Builder().certificateAuthority(0).build();
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("company", company.certificate());
    ByteArrayOutputStream store = new ByteArrayOutputStream();
    trust.store(store, "changeit".toCharArray());
    return Map.of(
        "company-ca.pem", company.certificatePem().getBytes(US_ASCII),
        "company.p12", store.toByteArray());
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(directory)) {
          Files.delete(each);
        }
      }
    }
  }

  /** Has the sandbox fail as the example of this type expects. */
  private static void fail(PowerdrillSandbox sandbox, String type) {
    switch (type) {
      case "AuthenticationException" -> sandbox.faults().next(Fault.failure(401, 1003, "no"));
      case "PermissionDeniedException" -> sandbox.faults().next(Fault.failure(403, 300002, "no"));
      case "NotFoundException", "PowerdrillException" ->
          sandbox.faults().next(Fault.failure(404, 300003, "no"));
      case "PowerdrillApiException" -> sandbox.faults().next(Fault.failure(400, 300001, "no"));
      case "RateLimitException" -> sandbox.faults().next(Fault.tooManyRequests());
      case "ServerException" -> sandbox.faults().next(Fault.failure(500, 9999, "no"));
      case "PowerdrillConnectionException" ->
          sandbox.faults().next(Fault.reset(Fault.Moment.BEFORE_RESPONSE));
      case "UnexpectedResponseException" -> sandbox.faults().next(Fault.html(200));
      case "DownloadException", "ExportException", "ExportedDataSource" ->
          sandbox.storeFaults().next(Fault.empty(501), Fault.empty(501));
      default -> {}
    }
  }

  /** By the names of their classes, with what is there in place of what they leave out. */
  private static Map<String, String> named(PowerdrillSandbox sandbox) throws IOException {
    String url;
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .build()) {
      url = client.dataSources().presign("dset-1", "ds-1").url();
    }
    Map<String, String> examples = new LinkedHashMap<>();
    for (Path type : publicTypes().toList()) {
      String name = type.toString().replace(".java", "");
      for (String example : examples(Files.readString(SOURCES.resolve(type)))) {
        examples.put(
            name + "Example" + examples.size(),
            complete(example)
                .replace("dset-…", "dset-1")
                .replace("ds-…", name.equals("InvalidRequestException") ? "" : "ds-1")
                .replace("tmm-…", sandbox.userId())
                .replace("https://…", url)
                .replace("2030-01-01T00:00:00Z", Instant.now().plusSeconds(60).toString()));
      }
    }
    return examples;
  }

  private static List<String> examples(String source) {
    return EXAMPLE
        .matcher(source)
        .results()
        .map(example -> example.group(1).replaceAll("(?m)^ *\\* ?", ""))
        .toList();
  }

  /** Without retries, which would take their time. */
  private static String complete(String example) {
    String awaited = example.contains(" later =") ? example + "\nlater.join();" : example;
    return example.contains(CLIENT)
        ? IMPORTS + awaited
        : IMPORTS
            + "try (PowerdrillClient powerdrill = PowerdrillClient.builder().fromEnvironment()"
            + ".retries(Retries.NONE).build()) {\n"
            + awaited
            + "\n}";
  }
}
