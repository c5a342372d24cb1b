package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of many data sources needs little memory. */
@Timeout(120)
class LargeListTest {

  private static final int COUNT = 100_000;
  private static final int PAGE = 1000;

  @TempDir Path dir;

  private static String page(String query) {
    int number = Integer.parseInt(query.replaceFirst("(?s).*page_number=(\\d+).*", "$1"));
    int from = Math.min(COUNT, (number - 1) * PAGE);
    return IntStream.range(from, Math.min(COUNT, from + PAGE))
        .mapToObj(
            i ->
                ("{\"id\":\"ds-cm7aedl58000501fc52h%06d\",\"dataset_id\":\"dset-1\",\"name\":"
                        + "\"sales of a region %d.csv\",\"type\":\"FILE\",\"status\":\"synched\","
                        + "\"size\":7}")
                    .formatted(i, i % 1000))
        .collect(
            Collectors.joining(
                ",",
                "{\"code\":0,\"data\":{\"page_number\":%d,\"page_size\":%d,\"total_items\":%d,"
                        .formatted(number, PAGE, COUNT)
                    + "\"records\":[",
                "]}}"));
  }

  @Test
  void listsAndLooksAtAHundredThousandWithin64MegabytesOfHeap() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = page(exchange.getRequestURI().getQuery()).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("x-pd-trace-id", "trace-1");
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    try {
      Process process =
          ChildJvm.start(
              System.getProperty("java.class.path"),
              Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m"),
              LargeListTest.class,
              List.of(
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/api",
                  dir.resolve("export").toString()));
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
          .contains("listed 100000", "missing 100000");
    } finally {
      server.stop(0);
    }
  }

  /** Lists them, and sees what an export would do. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try (PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(args[0])
            .apiKey(ScriptedServer.API_KEY)
            .userId("tmm-1")
            .maxRequestsPerSecond(0)
            .build()) {
      System.out.println("listed " + client.dataSources().list("dset-1").count());
      ExportRequest request = ExportRequest.of("dset-1", Path.of(args[1])).dryRun();
      System.out.println("missing " + client.dataSources().export(request).missing());
    }
  }
}
