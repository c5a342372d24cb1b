package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.ClientEvent;
import io.github.powerdrilljava.ClientEvent.Operation;
import io.github.powerdrilljava.ClientEvent.OperationStarted;
import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RateLimitWaited;
import io.github.powerdrilljava.ClientEvent.Request;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import io.github.powerdrilljava.ClientEvent.RetryScheduled;
import io.github.powerdrilljava.ClientEvent.UrlRenewed;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.ExportRequest;
import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export does is counted, and drawn, without being kept. */
class ExportRecordTest {

  private static final int MANY = 100_000;

  private final AtomicLong millis = new AtomicLong();
  private final ExportEvents events = new ExportEvents(() -> millis.get() * 1_000_000);

  private static Operation download(long id) {
    return new Operation(id, null, "download", "dset-1", "ds-" + id, null);
  }

  private static RequestStarted started(long id) {
    return new RequestStarted(download(id), new Request(id, "GET", "http://store/" + id));
  }

  private static RequestEnded ended(long id, int status, @Nullable String failure) {
    return new RequestEnded(
        download(id), started(id).request(), status, null, 10, Duration.ofMillis(1), failure);
  }

  private void at(long time, ClientEvent event) {
    millis.set(time);
    events.onEvent(event);
  }

  @Test
  void countsForEachDataSourceAndInAll() {
    at(0, new OperationStarted(download(1)));
    at(0, new OperationStarted(download(2)));
    at(1, new RetryScheduled(download(1), 1, Duration.ZERO, "x"));
    at(2, new UrlRenewed(download(1), Instant.EPOCH));
    at(3, new RateLimitWaited(download(2), Duration.ofMillis(3)));
    at(4, new RateLimitWaited(download(2), Duration.ofMillis(4)));
    at(5, started(2));
    millis.set(9);

    assertThat(events.done("ds-1"))
        .isEqualTo(
            new ExportEvents.Work(
                Duration.ofMillis(9), new ExportEvents.Effort(0, 1, 1, 0, Duration.ZERO)));
    assertThat(events.done("ds-2"))
        .isEqualTo(
            new ExportEvents.Work(
                Duration.ofMillis(9), new ExportEvents.Effort(1, 0, 0, 2, Duration.ofMillis(7))));
    assertThat(events.done("ds-3")).isNull();
    assertThat(events.total()).isEqualTo(new ExportEvents.Effort(1, 1, 1, 2, Duration.ofMillis(7)));
  }

  @Test
  void drawsRequestsThatOverlapOnDifferentRows() {
    at(1, started(1));
    at(2, started(2));
    at(3, ended(1, 200, null));
    at(4, started(3));
    at(5, ended(3, 503, null));
    at(6, ended(2, 206, "SocketTimeoutException"));
    at(7, started(4));
    millis.set(8);

    assertThat(events.timeline().requests())
        .extracting(bar -> bar.row() + " " + bar.from() / 1_000_000 + "-" + bar.to() / 1_000_000)
        .containsExactly("0 1-3", "0 4-5", "1 2-6", "0 7-8");
    assertThat(events.timeline().requests())
        .extracting(Timeline.Bar::kind)
        .containsExactly(
            Timeline.Kind.STORE,
            Timeline.Kind.FAILED,
            Timeline.Kind.FAILED,
            Timeline.Kind.FAILED); // which has not ended
  }

  @Test
  void drawsTheConnectionsOfADownload() {
    at(1, started(1));
    at(3, new PartReceived(download(1), 0, 0, 5));
    at(4, new PartReceived(download(1), 1, 5, 5));
    at(6, new PartReceived(download(1), 0, 10, 5));

    assertThat(events.timeline().downloads()).hasSize(1);
    assertThat(events.timeline().downloads().get(0).parts())
        .extracting(bar -> bar.row() + " " + bar.from() / 1_000_000 + "-" + bar.to() / 1_000_000)
        .containsExactly("0 1-3", "1 1-4", "0 3-6");
  }

  @Test
  void keepsAndShowsAsMuchOfAHundredThousandAsSomeoneReads() throws IOException {
    ExportRecord exported = new ExportRecord();
    FailureGroups failures = new FailureGroups(text -> text);
    for (int id = 0; id < MANY; id++) {
      exported.events().onEvent(new OperationStarted(download(id)));
      exported.events().onEvent(started(id));
      exported.events().onEvent(new PartReceived(download(id), 0, 0, 10));
      exported.events().onEvent(ended(id, 200, null));
      ExportedDataSource one = exported(id, id % 2 == 0 ? Outcome.FAILED : Outcome.DOWNLOADED);
      exported.add(one);
      if (one.outcome() == Outcome.FAILED) {
        failures.add(one);
      }
    }

    String page = page(exported, failures, text -> text);

    assertThat(page.length()).isBetween(100_000, 2_000_000);
    assertThat(page)
        .contains("98,000 more requests came later", "98,000 more are not listed")
        .contains("<th>requests</th><td class=\"n\">100,000</td>");
    assertThat(exported.failed()).hasSize(ExportPage.MOST_ROWS);
    assertThat(exported.others()).hasSize(ExportPage.MOST_ROWS);
    assertThat(failures.list()).hasSize(1);
    assertThat(failures.list().get(0).count()).isEqualTo(MANY / 2);
  }

  @Test
  void showsNoSecretThatAFailureNames() throws IOException {
    ExportRecord exported = new ExportRecord();
    exported.add(exported(1, Outcome.FAILED));
    FailureGroups failures = new FailureGroups(text -> text);

    assertThat(page(exported, failures, text -> text.replace("pd-of-the-team", "(hidden)")))
        .contains("no, with (hidden)")
        .doesNotContain("pd-of-the-team");
  }

  private static String page(
      ExportRecord exported, FailureGroups failures, UnaryOperator<String> redactor)
      throws IOException {
    StringWriter page = new StringWriter();
    ExportPage.write(
        page,
        exported,
        new ExportSummary(
            ExportRequest.of("dset-1", Path.of("sales")),
            false,
            Map.of(Outcome.FAILED, MANY / 2L, Outcome.DOWNLOADED, MANY / 2L),
            10L * MANY,
            failures.list(),
            0,
            Duration.ofSeconds(1)),
        Instant.EPOCH,
        "too many",
        redactor);
    return page.toString();
  }

  private static ExportedDataSource exported(int id, Outcome outcome) {
    return new ExportedDataSource(
        new DataSource("ds-" + id, "dset-1", "f", "FILE", DataSourceStatus.SYNCHED, null),
        outcome,
        null,
        0,
        outcome == Outcome.FAILED
            ? new DownloadException("no, with pd-of-the-team", null, null, 0, null)
            : null);
  }

  @Test
  void keepsTheEarlierReportWhereTheDiskFailsWhileTheNextIsWritten(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("report.html");
    new ReportFile(file).write(out -> out.write("first"));

    assertThatThrownBy(
            () ->
                new ReportFile(file)
                    .write(
                        out -> {
                          out.write("second");
                          throw new IOException("no space left");
                        }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the report was not written to " + file + ": no space left.");

    assertThat(file).hasContent(ReportFile.MARK + "first");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.toList()).isEqualTo(List.of(file));
    }
  }
}
