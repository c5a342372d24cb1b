package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifest lists what was brought, is in its place after each success, and is believed as far
 * as it can be ours.
 */
@Timeout(60)
class ExportManifestTest extends ExportingTest {

  private List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve(ExportResult.MANIFEST));
  }

  @Test
  void listsInTheManifestWhatItHasBrought() throws Exception {
    put("ds-1", "sales.csv", "a");
    Instant before = Instant.now();
    export();
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0))
        .startsWith(
            "{\"dataset\":\"dset-1\",\"id\":\"ds-1\",\"name\":\"sales.csv\",\"path\":\"sales.csv\","
                + "\"size\":1,\"listed_size\":1,\"sha256\":\""
                + "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\","
                + "\"fetched_at\":\"")
        .containsPattern("\"validator\":\"\\\\\"[^\"]+\\\\\"\",")
        .endsWith(",\"service\":\"" + sandbox.baseUrl() + "\"}");
    assertThat(Instant.parse(lines().get(0).replaceFirst(".*\"fetched_at\":\"([^\"]+).*", "$1")))
        .isBetween(before, Instant.now());
  }

  @Test
  void cutsOffWhatACrashLeftOfALine() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    Path manifest = directory.resolve(ExportResult.MANIFEST);
    String whole = Files.readString(manifest, UTF_8);
    for (int cut = 1; cut < whole.length(); cut += 17) {
      Files.writeString(manifest, whole.substring(0, whole.length() - cut));
      export();
      assertThat(counts(export())).containsExactly(0L, 2L, 0L);
      assertThat(Files.readString(manifest)).endsWith("}\n");
      assertThat(lines()).allMatch(line -> line.startsWith("{\"dataset\"") && line.endsWith("}"));
    }
  }

  @Test
  void refusesAManifestThatIsSomethingElse() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    for (String foreign : List.of("hello", "{\"a\":1}\n", "\n", "\0\0\0")) {
      Path manifest = Files.writeString(directory.resolve(ExportResult.MANIFEST), foreign);
      assertThat(failure(request())).hasMessageContaining("it is not the manifest of an export");
      assertThat(manifest).hasContent(foreign);
    }
  }

  @Test
  void namesNothingOutsideOfTheDirectoryWhateverTheManifestSays() throws Exception {
    put("ds-0", "other.csv", "o");
    put("ds-1", "sales.csv", "a");
    export();
    Path outside = Files.writeString(parent.resolve("outside"), "a");
    Path manifest = directory.resolve(ExportResult.MANIFEST);
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"path\":\"sales.csv\"", "\"path\":\"../outside\""));
    Files.delete(directory.resolve("sales.csv"));
    put("ds-1", "sales.csv", "longer");
    export();
    assertThat(outside).hasContent("a");
    assertThat(files()).isEqualTo(Map.of("other.csv", "o", "sales.csv", "longer"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(10)
  void aPipeInPlaceOfTheManifestIsRefused(boolean isDryRun) throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    assertThat(new ProcessBuilder("mkfifo", manifest().toString()).start().waitFor()).isZero();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            () ->
                failure.set(
                    catchThrowable(
                        () ->
                            client
                                .dataSources()
                                .export(isDryRun ? request().dryRun() : request()))));
    thread.setDaemon(true);
    thread.start();
    thread.join(5000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(ExportResult.MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryInPlaceOfTheManifestIsNamed(boolean isDryRun) throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(manifest());
    assertThat(failure(isDryRun ? request().dryRun() : request()))
        .hasMessageContaining(ExportResult.MANIFEST)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void aLinkInPlaceOfTheManifestIsNotFollowed() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory);
    Path elsewhere = Files.createFile(parent.resolve("elsewhere"));
    Files.createSymbolicLink(manifest(), elsewhere);
    for (ExportRequest request : List.of(request(), request().dryRun())) {
      assertThat(failure(request)).hasMessageContaining(ExportResult.MANIFEST);
    }
    assertThat(elsewhere).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aManifestThatIsGoneOrAnotherOneIsNoSuccess(boolean isReplaced) throws Exception {
    put("ds-1", "sales.csv", "a");
    ExportRequest request =
        request()
            .withProgress(
                onceBytesArrive(
                    () -> {
                      Files.delete(manifest());
                      if (isReplaced) {
                        Files.writeString(manifest(), "");
                      }
                    }));
    assertThat(failure(request))
        .hasMessageContaining(
            "it was " + (isReplaced ? "replaced" : "removed") + " during the export");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n\n", "\n\0\0\0\0\n", "\n{\"dataset\":1}\n"})
  void aManifestWithOddLinesKeepsItsEntries(String between) throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    Files.writeString(manifest(), Files.readString(manifest()).replace("\n", between));
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
  }

  @Test
  void aCrashThatLeavesZerosDoesNotLoseWhatComesAfterThem() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    export();
    String text = Files.readString(manifest());
    int second = text.indexOf('\n') + 1;
    Files.writeString(manifest(), text.substring(0, second) + "\0".repeat(text.length() - second));
    assertThat(counts(export()).get(2)).isZero();
    assertThat(counts(export())).containsExactly(0L, 2L, 0L);
  }
}
