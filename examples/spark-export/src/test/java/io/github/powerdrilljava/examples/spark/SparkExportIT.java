package io.github.powerdrilljava.examples.spark;

import static io.github.powerdrilljava.examples.spark.ManifestFacts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.Fault;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import io.github.powerdrilljava.sandbox.SandboxDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The jar brings what an export brings, as spark-submit runs it on executors that are processes of
 * their own, and leaves no secret anywhere.
 */
@Timeout(value = 9 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkExportIT extends AtSparkExport {

  private static final String CLUSTER = "local-cluster[2,1,1024]";
  private static final int OBJECTS = 2000;
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @Test
  void bringsWhatExportBringsThoughAnExecutorIsKilledAndUrlsExpire() throws Exception {
    putObjects();
    Path destination = temp.resolve("by spark");
    sandbox.limitRate(20);
    try (SparkProcess spark =
        SparkProcess.export(temp.resolve("run"), CLUSTER, sandbox, DATASET, uri(destination))) {
      await(spark, () -> storeRequests() > OBJECTS / 4);

      // Both executors wait for the store: one is lost, and their URLs and all others expire.
      sandbox.storeFaults().next(stalls());
      await(spark, () -> sandbox.storeFaults().pending() == 0);
      ProcessHandle lost = spark.executors().get(0);
      assertThat(lost.destroyForcibly()).isTrue();
      lost.onExit().join();
      sandbox.advanceClock(AN_HOUR);

      await(spark, () -> storeRequests() > OBJECTS * 3 / 4 && spark.executors().size() == 2);
      assertPagesHoldNoSecret(spark.pages());
      assertExecutorsHoldNoKey(spark.executors());

      assertThat(spark.exitCode()).as(spark.log()).isZero();
      assertThat(spark.log()).contains("Exported " + OBJECTS + " files");
      assertThat(spark.log()).containsPattern("[1-9][0-9]* URLs renewed");
      assertThat(spark.log()).contains("Lost executor");
    }
    assertThat(temp.resolve("run/events")).isDirectoryRecursivelyContaining("glob:**/events_*");
    assertThat(temp.resolve("run/home/work")).isDirectoryRecursivelyContaining("glob:**/stderr");
    assertFilesHoldNoSecret(temp.resolve("run"));
    assertFilesHoldNoSecret(destination);

    List<String> manifest = SparkProcess.manifest(temp.resolve("reading"), destination);
    assertThat(manifest).hasSize(OBJECTS);
    assertHoldsNone("the manifest", String.join("\n", manifest), signatures());
    assertThat(facts(manifest, destination)).isEqualTo(facts(exported(), temp.resolve("alone")));
    assertThat(destination.resolve(Fetcher.ATTEMPTS)).isEmptyDirectory();

    long before = presignedAndFetched();
    try (SparkProcess again =
        SparkProcess.export(
            temp.resolve("again"), "local[2]", sandbox, DATASET, uri(destination))) {
      assertThat(again.exitCode()).as(again.log()).isZero();
      assertThat(again.log()).contains("Exported 0 files", OBJECTS + " unchanged");
    }
    assertThat(presignedAndFetched()).isEqualTo(before);
  }

  private void putObjects() throws IOException {
    for (int i = 0; i < OBJECTS; i++) {
      Path file = file("object-" + i);
      // Half of them share their name with another one.
      String name = "Umsätze: " + (i / 2) + "/Q1.csv";
      sandbox.put(SandboxDataSource.of(DATASET, "ds-" + i, file).withName(name));
    }
  }

  private static Fault[] stalls() {
    Fault stall = Fault.stall(Fault.Moment.BEFORE_RESPONSE);
    return new Fault[] {stall, stall};
  }

  private long storeRequests() {
    return sandbox.requests().stream().filter(r -> r.side() == Side.OBJECT_STORE).count();
  }

  private long presignedAndFetched() {
    long presigned = sandbox.requests().stream().filter(r -> r.method().equals("POST")).count();
    return presigned + storeRequests();
  }

  @SuppressWarnings("BusyWait") // for another process
  private static void await(SparkProcess spark, BooleanSupplier event) throws Exception {
    while (!event.getAsBoolean()) {
      assertThat(spark.isAlive()).as(spark.log()).isTrue();
      Thread.sleep(100);
    }
  }

  /** The lines of the manifest of an export by one process. */
  private List<String> exported() throws IOException {
    sandbox.limitRate(0);
    try (PowerdrillClient alone =
        PowerdrillClient.builder()
            .baseUrl(sandbox.baseUrl().toString())
            .apiKey(sandbox.apiKey())
            .userId(sandbox.userId())
            .maxRequestsPerSecond(0)
            .build()) {
      ExportRequest request = ExportRequest.of(DATASET, temp.resolve("alone"));
      return Files.readAllLines(alone.dataSources().export(request).manifest());
    }
  }

  /** What makes each URL a secret. */
  private Set<String> signatures() {
    Set<String> signatures = new HashSet<>();
    for (ReceivedRequest request : sandbox.requests()) {
      if (request.side() == Side.OBJECT_STORE) {
        SIGNATURE.matcher(request.target()).results().forEach(m -> signatures.add(m.group()));
      }
    }
    assertThat(signatures).hasSizeGreaterThan(OBJECTS / 4);
    return signatures;
  }

  private void assertPagesHoldNoSecret(String pages) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/environment/",
                "/jobs/",
                "/stages/",
                "/storage/",
                "/executors/",
                "/SQL/",
                "/api/v1/applications"));
    String id =
        new ObjectMapper().readTree(get(http, pages + paths.get(6))).get(0).get("id").asText();
    for (String page : List.of("environment", "jobs", "stages", "allexecutors", "storage/rdd")) {
      paths.add("/api/v1/applications/" + id + "/" + page);
    }
    Set<String> signatures = signatures();
    for (String path : paths) {
      assertHoldsNone(pages + path, get(http, pages + path), signatures);
    }
    assertThat(get(http, pages + "/environment/")).contains("spark.master");
  }

  private static String get(HttpClient http, String url) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(url).isEqualTo(200);
    return response.body();
  }

  /** Not in their environment, their arguments, nor anywhere on their heap: so in no task. */
  private void assertExecutorsHoldNoKey(List<ProcessHandle> executors) throws Exception {
    for (ProcessHandle executor : executors) {
      assertThat(SparkProcess.readProc(executor, "environ"))
          .contains("SPARK_")
          .doesNotContain(sandbox.apiKey());
      assertThat(SparkProcess.readProc(executor, "cmdline")).doesNotContain(sandbox.apiKey());
    }
    Path heap = temp.resolve("heap");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process dump =
        new ProcessBuilder(
                jcmd,
                String.valueOf(executors.get(0).pid()),
                "GC.heap_dump",
                "-all",
                heap.toString())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("jcmd.log").toFile())
            .start();
    assertThat(dump.waitFor()).as(Files.readString(temp.resolve("jcmd.log"))).isZero();
    String text = Files.readString(heap, StandardCharsets.ISO_8859_1);
    assertThat(text.contains(DATASET) || text.contains("SparkExport")).isTrue();
    assertThat(text.contains(sandbox.apiKey())).as("the key is on an executor's heap").isFalse();
    Files.delete(heap);
  }

  private void assertFilesHoldNoSecret(Path directory) throws IOException {
    Set<String> signatures = signatures();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        assertHoldsNone(
            file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), signatures);
      }
    }
  }

  private void assertHoldsNone(String where, String text, Set<String> signatures) {
    boolean hasKey = text.contains(sandbox.apiKey());
    boolean hasSignature =
        SIGNATURE.matcher(text).results().anyMatch(m -> signatures.contains(m.group()));
    assertThat(hasKey || hasSignature).as("a secret in " + where).isFalse();
  }
}
