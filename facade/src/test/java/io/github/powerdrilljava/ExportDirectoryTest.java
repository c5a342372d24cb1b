package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An export spoils nothing of others and claims no false success, whatever lies in its directory
 * and whatever others do there meanwhile.
 */
@Timeout(60)
class ExportDirectoryTest extends ExportingTest {

  /** The manifest's line comes after the file's name. */
  @Test
  void aCrashAfterAFileWasReplacedDoesNotMakeItSomeoneElses() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    String before = Files.readString(manifest());
    put("ds-1", "sales.csv", "longer");
    export();
    Files.writeString(manifest(), before);
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void aFileThatSomeoneElsePutThereWithItsOldTimeIsNotReplaced() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path file = directory.resolve("sales.csv");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "m");
    Files.setLastModifiedTime(file, time);
    put("ds-1", "sales.csv", "longer");
    assertThat(catchThrowable(this::export))
        .hasMessageContaining("was changed after it was exported");
    assertThat(files()).isEqualTo(Map.of("sales.csv", "m"));
  }

  @Test
  void aFileThatIsChangedWhileItsSuccessorIsDownloadedIsNotReplaced() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    put("ds-1", "sales.csv", "longer");
    Path file = directory.resolve("sales.csv");
    Throwable failure =
        catchThrowable(
            () ->
                client
                    .dataSources()
                    .export(
                        request()
                            .withProgress(
                                onceBytesArrive(() -> Files.writeString(file, "my own work")))));
    assertThat(file).hasContent("my own work");
    assertThat(failure).isInstanceOf(ExportException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noOtherExportOfItsProcessGivesItsDirectoryToOtherProcesses(boolean isDryRun)
      throws Exception {
    put("ds-1", "sales.csv", "a");
    List<String> other = new ArrayList<>();
    ExportRequest second = isDryRun ? request().dryRun() : request();
    ExportRequest first =
        request()
            .withProgress(
                onceBytesArrive(
                    () -> {
                      Throwable unused = catchThrowable(() -> client.dataSources().export(second));
                      other.add(exportOfAnotherProcess(Map.of()));
                    }));
    client.dataSources().export(first);
    assertThat(other.get(0)).contains("another export to its directory is under way");
  }

  /** As cron starts it. */
  @Test
  void aLocaleThatLacksALetterFailsThatDataSourceOnly() throws Exception {
    put("ds-1", "gr\u00f6\u00dfe.csv", "a");
    export();
    put("ds-2", "costs.csv", "b");
    String other = exportOfAnotherProcess(Map.of("LC_ALL", "C"));
    assertThat(other).doesNotContain("InvalidPathException");
    assertThat(directory.resolve("costs.csv")).exists();
    assertThat(directory.resolve("gr__e.csv")).hasContent("a");
  }

  @Test
  void aDirectoryThatIsRemovedMeanwhileIsNoSuccess() throws Exception {
    put("ds-1", "sales.csv", "a");
    put("ds-2", "costs.csv", "b");
    ExportRequest request =
        request()
            .withJobs(1)
            .withProgress(
                onceBytesArrive(
                    () -> {
                      assertThat(exec("rm", "-rf", directory.toString())).isZero();
                    }));
    assertThat(failure(request)).hasMessageContaining("it was removed during the export");
    assertThat(counts(export())).containsExactly(2L, 0L, 0L);
  }

  @Test
  void aLinkToADirectoryIsADirectory() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createSymbolicLink(directory, Files.createDirectories(parent.resolve("real")));
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(counts(export())).containsExactly(0L, 1L, 0L);
  }

  @Test
  void aLinkThatLeadsNowhereIsNoDirectory() throws Exception {
    Files.createSymbolicLink(directory, parent.resolve("nowhere"));
    assertThat(catchThrowable(this::export))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("must be a directory");
  }

  @Test
  void aFileInPlaceOfADirectoryAboveIsNamed() throws Exception {
    put("ds-1", "sales.csv", "a");
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThat(failure(ExportRequest.of("dset-1", file.resolve("a").resolve("b"))))
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("java.nio");
  }

  @Test
  void aHardLinkToAnExportedFileKeepsTheOldBytes() throws Exception {
    put("ds-1", "sales.csv", "a");
    export();
    Path snapshot = Files.createLink(parent.resolve("snapshot"), directory.resolve("sales.csv"));
    put("ds-1", "sales.csv", "longer");
    assertThat(counts(export())).containsExactly(1L, 0L, 0L);
    assertThat(snapshot).hasContent("a");
  }

  @Test
  void aDryRunDoesNotPromiseWhatTheExportRefuses() throws Exception {
    put("ds-1", "sales.csv", "a");
    Files.createDirectories(directory.resolve("sales.csv"));
    assertThat(catchThrowable(() -> client.dataSources().export(request().dryRun())))
        .isInstanceOf(ExportException.class);
  }

  private String exportOfAnotherProcess(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put(PowerdrillClient.BASE_URL_VARIABLE, sandbox.baseUrl().toString());
    environment.put(PowerdrillClient.API_KEY_VARIABLE, sandbox.apiKey());
    environment.put(PowerdrillClient.USER_ID_VARIABLE, sandbox.userId());
    Process process =
        ChildJvm.start(
            System.getProperty("java.class.path"),
            environment,
            ExportDirectoryTest.class,
            List.of(directory.toString()));
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Exports, and prints what came of it. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try (PowerdrillClient client = PowerdrillClient.fromEnvironment()) {
      ExportResult result =
          client.dataSources().export(ExportRequest.of("dset-1", Path.of(args[0])));
      System.out.println(counts(result));
    } catch (RuntimeException e) {
      System.out.println(e);
    }
  }
}
