package io.github.powerdrilljava.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerdrilljava.AuthenticationException;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.ExportException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an export counts, and how it says why it has ended. */
class ExportTallyTest {

  private static final Path DIRECTORY = Path.of("sales");
  private static final Path MANIFEST = DIRECTORY.resolve(ExportResult.MANIFEST);

  private final List<String> reports = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final ExportTally tally =
      new ExportTally(
          ExportRequest.of("dset-1", DIRECTORY)
              .withProgress((done, total) -> reports.add(done + " of " + total)),
          isClosed::get);

  private static AuthenticationException refusal() {
    return new AuthenticationException(
        new PowerdrillApiException("The key has expired.", 401, null, null, null, "t-1", "x-1"));
  }

  private void add(Outcome outcome, long size) {
    tally.add(
        new ExportedDataSource(
            new DataSource("ds-1", "dset-1", "a.csv", "FILE", DataSourceStatus.SYNCHED, size),
            outcome,
            DIRECTORY.resolve("a.csv"),
            size,
            outcome == Outcome.FAILED ? refusal() : null));
  }

  private ExportException failure() {
    return catchThrowableOfType(ExportException.class, () -> tally.result(MANIFEST, cancellation));
  }

  @Test
  void countsEachOutcomeAndReportsTheirSum() {
    tally.onProgress(9, 10);
    add(Outcome.DOWNLOADED, 5);
    add(Outcome.DOWNLOADED, 7);
    add(Outcome.UNCHANGED, 100);
    add(Outcome.MISSING, 0);
    tally.skip();
    add(Outcome.FAILED, 0);
    add(Outcome.UNCHANGED, 100);
    assertThat(reports)
        .containsExactly(
            "0 of 10", "1 of 10", "2 of 10", "3 of 10", "4 of 10", "5 of 10", "6 of 10", "7 of 10");
    assertThat(failure())
        .hasMessageEndingWith(" 4 files are in place; the same export fetches only the rest.")
        .extracting(ExportException::result)
        .returns(2L, ExportResult::downloaded)
        .returns(2L, ExportResult::unchanged)
        .returns(1L, ExportResult::missing)
        .returns(12L, ExportResult::bytes)
        .returns(0L, ExportResult::unlisted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 0 | 1 data source failed. The first failure: The key has expired.",
        "2 | 0 | 2 data sources failed. The first failure: The key has expired.",
        "0 | 3 | the service counts 3 more than it lists, also when asked again.",
        "1 | 3 | 1 data source failed, and the service counts 3 more than it lists, also when asked"
            + " again. The first failure: The key has expired.",
      })
  void saysWhatIsIncomplete(int failed, int unlisted, String said) {
    tally.onProgress(failed, failed + unlisted);
    tally.listed();
    for (int i = 0; i < failed; i++) {
      add(Outcome.FAILED, 0);
    }
    assertThat(failure())
        .hasMessage(
            "Could not export all of dataset \"dset-1\": " + said + " No file was exported.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 | No file was exported.",
        "1 | 0 | 1 file is in place; the same export fetches only the rest.",
        "0 | 1 | 1 file is in place; the same export fetches only the rest.",
        "1 | 2 | 3 files are in place; the same export fetches only the rest.",
      })
  void saysHowManyFilesAreInPlace(int downloaded, int unchanged, String said) {
    add(Outcome.FAILED, 0);
    for (int i = 0; i < downloaded; i++) {
      add(Outcome.DOWNLOADED, 1);
    }
    for (int i = 0; i < unchanged; i++) {
      add(Outcome.UNCHANGED, 1);
    }
    assertThat(failure()).hasMessageEndingWith("The key has expired. " + said);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void saysWhoEndedIt(boolean isInterruption, boolean closed) {
    isClosed.set(closed);
    if (isInterruption) {
      cancellation.interrupt();
    } else {
      cancellation.end();
    }
    String said =
        closed
            ? "the client was closed"
            : isInterruption ? "the thread was interrupted" : "it was cancelled";
    assertThat(failure()).hasMessageContaining("\"dset-1\": " + said + ". No file").hasNoCause();
  }

  static Stream<Arguments> failures() {
    IOException full = new FileSystemException("sales/manifest", null, "No space left on device");
    IOException broken = new IOException("broken");
    IOException denied = new AccessDeniedException("sales");
    IOException interrupt = new ClosedByInterruptException();
    IOException absent = new NoSuchFileException("sales");
    IOException file = new FileAlreadyExistsException("sales");
    IOException cancelled = new CancelledException();
    AuthenticationException refusal = refusal();
    return Stream.of(
        arguments(full, "sales/manifest: No space left on device", full),
        arguments(denied, "sales: permission denied", denied),
        arguments(file, "sales: is no directory", file),
        arguments(absent, "sales: does not exist", absent),
        arguments(broken, "java.io.IOException: broken", broken),
        arguments(interrupt, "the thread was interrupted", interrupt),
        arguments(cancelled, "it was cancelled", cancelled),
        arguments(
            new ManifestException(full),
            "the manifest could not be written, sales/manifest: No space left on device",
            full),
        arguments(new ManifestException(interrupt), "the thread was interrupted", interrupt),
        arguments(new KeyRefusedException(refusal), "The key has expired", refusal));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhatItFailsOfAndHidesItsOwnExceptions(IOException e, String said, Exception cause) {
    tally.fail(e, cancellation);
    assertThat(failure())
        .hasMessageContaining("\"dset-1\": " + said + ". No file was exported.")
        .hasCause(cause)
        .returns(traceId(cause), ExportException::traceId)
        .returns(traceId(cause) == null ? null : "x-1", ExportException::externalTraceId);
    assertThat(failure().getCause()).isSameAs(cause);
    assertThat(cancellation.isEnded()).isTrue();
  }

  private static @Nullable String traceId(Exception cause) {
    return cause instanceof AuthenticationException refusal ? refusal.traceId() : null;
  }

  @Test
  void staysWithTheFirstFailure() {
    tally.fail(new IOException("first"), cancellation);
    tally.fail(new IOException("second"), cancellation);
    assertThat(failure()).hasMessageContaining("first").hasMessageNotContaining("second");
  }
}
