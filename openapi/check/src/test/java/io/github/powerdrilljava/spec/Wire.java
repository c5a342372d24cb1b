package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** What the client that a contract leads to looks like, and puts on the wire. */
final class Wire {

  private static final String OPERATION = "Presign";

  private Wire() {}

  /** A contract, with what is ours. */
  static Map<String, Object> merged(Map<String, Object> contract) throws IOException {
    return ContractMerge.merge(
        Document.write(contract).getBytes(UTF_8),
        Files.readAllBytes(Checkout.PROJECT.resolve("openapi/overlay.yaml")),
        note -> {});
  }

  /** The sources of the presign operation, by file. */
  static Map<String, String> generate(Map<String, Object> merged, Path target) throws IOException {
    new Generation(Checkout.PROJECT.resolve("generated-client")).generate(merged, target);
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> all = Files.walk(target)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (file.getFileName().toString().startsWith(OPERATION)) {
          sources.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return sources;
  }

  /** Compiles client and facade, and gives what a presign puts on the wire. */
  static String send(Path target) throws Exception {
    List<Path> all = new ArrayList<>();
    for (Path root : List.of(target, Checkout.PROJECT.resolve("facade/src/main/java"))) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .forEach(all::add);
      }
    }
    Path classes = target.resolve("all");
    assertThat(Compilation.run(all, List.of(), classes)).isEmpty();
    try (URLClassLoader loader =
            Isolation.of(List.of(classes, Checkout.PROJECT.resolve("facade/src/main/resources")));
        MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "application/json")
              .addHeader("x-pd-trace-id", "t")
              .body(
                  "{\"code\":0,\"data\":{\"presigned_url\":\"https://s3.example/\","
                      + "\"expires_at\":\"2026-11-25T00:00:00Z\"}}")
              .build());
      presign(loader, server.url("/api").toString());
      return text(server.takeRequest());
    }
  }

  private static void presign(ClassLoader loader, String baseUrl) throws Exception {
    Class<?> client = loader.loadClass("io.github.powerdrilljava.PowerdrillClient");
    Object builder = client.getMethod("builder").invoke(null);
    for (Map.Entry<String, String> setting :
        Map.of("baseUrl", baseUrl, "apiKey", "wire-secret-key", "userId", "user").entrySet()) {
      builder
          .getClass()
          .getMethod(setting.getKey(), String.class)
          .invoke(builder, setting.getValue());
    }
    Class<?> type = loader.loadClass("io.github.powerdrilljava.PresignRequest");
    Object request =
        type.getMethod("of", String.class, String.class).invoke(null, "the dataset", "the/source");
    request = type.getMethod("withExternalTraceId", String.class).invoke(request, "trace");
    request =
        type.getMethod("withExpiresIn", Duration.class).invoke(request, Duration.ofSeconds(61));
    try (AutoCloseable made =
        (AutoCloseable) builder.getClass().getMethod("build").invoke(builder)) {
      Object dataSources = client.getMethod("dataSources").invoke(made);
      dataSources.getClass().getMethod("presign", type).invoke(dataSources, request);
    }
  }

  private static String text(RecordedRequest request) {
    return request.getRequestLine()
        + "\n"
        + request.getHeaders().newBuilder().removeAll("Host").build()
        + "\n"
        + (request.getBody() == null ? "" : request.getBody().utf8());
  }
}
