package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.ExportedDataSource.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** What became of an export, as a page that needs nothing but itself. */
final class ExportPage {

  /** Of those that failed, and of the others. */
  static final int MOST_ROWS = 1000;

  /** Which columns of the list are numbers. */
  private static final int FIRST_NUMBER = 3;

  private static final int LAST_NUMBER = 7;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--page:#fff;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;\
      --api:#8250df;--store:#0969da;--failed:#cf222e;--part:#1a7f37}
      @media(prefers-color-scheme:dark){:root{--page:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;\
      --api:#a371f7;--store:#4493f8;--failed:#f85149;--part:#3fb950}}
      body{background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif;max-width:70rem;\
      margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}p{color:var(--soft)}
      .scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
      td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
      th{white-space:nowrap}td.n,th.n{text-align:right;white-space:nowrap}td{overflow-wrap:anywhere}
      .failed{color:var(--failed)}svg{width:100%;height:auto;display:block}
      .API{fill:var(--api)}.STORE{fill:var(--store)}.FAILED{fill:var(--failed)}.PART{fill:var(--part)}
      text{fill:var(--soft);font-size:12px}.axis{stroke:var(--line)}
      """;

  private final Markup out;
  private final List<ExportRecord.Row> failed;
  private final List<ExportRecord.Row> others;

  private ExportPage(Markup out, ExportRecord exported) {
    this.out = out;
    this.failed = exported.failed();
    this.others = exported.others();
  }

  /**
   * Writes it, but for its doctype.
   *
   * @param end when the export was over
   * @param failure why it did not bring all; null if it did
   * @param redactor removes secrets from text
   */
  static void write(
      Writer to,
      ExportRecord exported,
      ExportSummary summary,
      Instant end,
      @Nullable String failure,
      UnaryOperator<String> redactor)
      throws IOException {
    try {
      Markup out = new Markup(to, redactor);
      new ExportPage(out, exported).write(summary, exported.events(), end, failure);
      out.flush();
    } catch (XMLStreamException e) {
      throw e.getCause() instanceof IOException disk ? disk : new IOException(e);
    }
  }

  private void write(
      ExportSummary summary, ExportEvents events, Instant end, @Nullable String failure)
      throws XMLStreamException {
    String title = "Export of dataset " + summary.request().datasetId();
    out.element(
        "html",
        () -> {
          out.element("head", () -> head(title));
          out.element(
              "body",
              () -> {
                out.text("h1", title);
                introduce(summary, end, failure);
                figures(summary, events.total());
                failures(summary);
                new TimelineDrawing(out).draw(events.timeline());
                dataSources(summary);
              });
        },
        "lang",
        "en");
  }

  private void head(String title) throws XMLStreamException {
    out.empty("meta", "charset", "utf-8");
    out.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    out.empty("meta", "name", "viewport", "content", "width=device-width");
    out.text("title", title);
    out.text("style", STYLE);
  }

  private void introduce(ExportSummary summary, Instant end, @Nullable String failure)
      throws XMLStreamException {
    Instant start = end.minus(summary.time());
    String kind = summary.request().isDryRun() ? "A dry run for " : "To ";
    out.text(
        "p",
        kind
            + summary.request().directory().toAbsolutePath()
            + ", from "
            + start.truncatedTo(ChronoUnit.SECONDS)
            + " to "
            + end.truncatedTo(ChronoUnit.SECONDS)
            + ".");
    if (failure == null) {
      out.text("p", "Complete.");
    } else {
      out.text("p", "Not complete: " + failure, "class", "failed");
    }
  }

  private void figures(ExportSummary summary, ExportEvents.Effort effort)
      throws XMLStreamException {
    table(
        () -> {
          if (summary.request().isDryRun()) {
            figure("to download", summary.count(Outcome.MISSING), "");
          } else {
            figure("downloaded", summary.count(Outcome.DOWNLOADED), summary.speed());
          }
          figure("unchanged", summary.count(Outcome.UNCHANGED), "");
          figure("failed", summary.count(Outcome.FAILED), "");
          figure("not listed", summary.unlisted(), "counted by the service");
          figure("requests", effort.requests(), "to the service and the object store");
          figure("retries", effort.retries(), "");
          figure("renewed URLs", effort.renewals(), "");
          figure(
              "waits for the rate limit",
              effort.waits(),
              DisplayText.time(effort.waited()) + " added up");
        });
    if (!summary.request().isDryRun()) {
      out.text("p", "The files are listed in " + summary.manifest() + ".");
    }
  }

  private void figure(String what, long count, String how) throws XMLStreamException {
    out.element(
        "tr",
        () -> {
          out.text("th", what);
          out.text("td", number(count), "class", "n");
          out.text("td", count == 0 ? "" : how);
        });
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private void failures(ExportSummary summary) throws XMLStreamException {
    if (summary.failures().isEmpty()) {
      return;
    }
    out.text("h2", "Failures by reason");
    table(
        () -> {
          for (FailureGroups.Group group : summary.failures()) {
            out.element(
                "tr",
                () -> {
                  out.text("th", group.reason());
                  out.text("td", number(group.count()), "class", "n");
                });
          }
        });
  }

  private void dataSources(ExportSummary summary) throws XMLStreamException {
    out.text("h2", "Data sources");
    long all = summary.counts().values().stream().mapToLong(Long::longValue).sum();
    long more = all - failed.size() - others.size();
    if (more > 0) {
      out.text(
          "p",
          number(more)
              + " more are not listed here: the first "
              + number(MOST_ROWS)
              + " that failed are, and as many of the others.");
    }
    table(
        () -> {
          row(
              "th", false, "id", "name", "outcome", "size", "time", "retries", "renewed", "waited",
              "");
          List<ExportRecord.Row> rows = new ArrayList<>(failed);
          rows.addAll(others);
          for (ExportRecord.Row row : rows) {
            row("td", row.exported().outcome() == Outcome.FAILED, cells(row));
          }
        });
  }

  private void row(String cell, boolean isFailed, String... texts) throws XMLStreamException {
    out.element(
        "tr",
        () -> {
          for (int i = 0; i < texts.length; i++) {
            String type = i >= FIRST_NUMBER && i <= LAST_NUMBER ? "n" : "";
            out.text(cell, texts[i], "class", isFailed && i == 2 ? "failed" : type);
          }
        });
  }

  private static String[] cells(ExportRecord.Row row) {
    ExportedDataSource exported = row.exported();
    ExportEvents.Work work = row.work();
    return new String[] {
      exported.dataSource().id(),
      exported.dataSource().name(),
      exported.outcome().name().toLowerCase(Locale.ROOT),
      (exported.size() > 0 ? DisplayText.bytes(exported.size()) : ""),
      (work == null ? "" : DisplayText.time(work.time())),
      (work == null ? "" : unlessNone(work.effort().retries())),
      (work == null ? "" : unlessNone(work.effort().renewals())),
      (work == null || work.effort().waits() == 0 ? "" : DisplayText.time(work.effort().waited())),
      exported.failure() == null
          ? Objects.toString(exported.file(), "")
          : ErrorMessages.message(exported.failure())
    };
  }

  private static String unlessNone(long count) {
    return count == 0 ? "" : number(count);
  }

  private void table(Markup.Content rows) throws XMLStreamException {
    out.element("div", () -> out.element("table", rows), "class", "scroll");
  }
}
