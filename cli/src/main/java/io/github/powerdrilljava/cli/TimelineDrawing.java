package io.github.powerdrilljava.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** Draws a {@link Timeline} as SVG: time to the right, a row for each connection. */
final class TimelineDrawing {

  private static final int WIDTH = 1000;
  private static final int ROW = 14;
  private static final int BAR = 11;
  private static final int AXIS = 22;
  private static final int TICKS = 5;
  private static final double THINNEST = 0.6;

  private final Markup out;

  TimelineDrawing(Markup out) {
    this.out = out;
  }

  void draw(Timeline.Picture picture) throws XMLStreamException {
    if (!picture.requests().isEmpty()) {
      out.text("h2", "Requests");
      out.text(
          "p",
          "Each row has one request at a time, as a connection has: to the service (violet), to the"
              + " object store (blue), failed (red)."
              + left(picture.moreRequests(), "requests came later"));
      draw(picture.requests(), picture.moreRequests() > 0 ? 0 : picture.until(), "Requests");
    }
    if (!picture.downloads().isEmpty()) {
      out.text("h2", "Connections of downloads");
      out.text(
          "p",
          "The downloads of most parts. Each row is a connection, each bar the time until a part"
              + " of the file was written."
              + left(picture.moreParts(), "parts are not shown"));
      for (Timeline.Connections download : picture.downloads()) {
        out.text("h3", download.dataSource());
        draw(download.parts(), 0, "Parts of " + download.dataSource());
      }
    }
  }

  private static String left(long more, String what) {
    return more == 0 ? "" : String.format(Locale.ROOT, " %,d more %s.", more, what);
  }

  /**
   * Draws bars.
   *
   * @param until when it ends at least
   */
  private void draw(List<Timeline.Bar> bars, long until, String title) throws XMLStreamException {
    long from = bars.stream().mapToLong(Timeline.Bar::from).min().orElse(0);
    long last = bars.stream().mapToLong(Timeline.Bar::to).max().orElse(0);
    long to = Math.max(Math.max(last, until), from + 1);
    int rows = bars.stream().mapToInt(Timeline.Bar::row).max().orElse(0) + 1;
    int height = rows * ROW;
    out.element(
        "svg",
        () -> {
          out.text("title", title);
          axis(from, to, height);
          for (Timeline.Bar bar : bars) {
            bar(bar, from, (double) WIDTH / (to - from));
          }
        },
        "viewBox",
        "0 0 " + WIDTH + " " + (height + AXIS),
        "role",
        "img");
  }

  private void axis(long from, long to, int height) throws XMLStreamException {
    for (int i = 0; i <= TICKS; i++) {
      int x = WIDTH * i / TICKS;
      String time = DisplayText.time(Duration.ofNanos(from + (to - from) / TICKS * i));
      out.empty("line", "class", "axis", "x1", x, "x2", x, "y1", 0, "y2", height);
      String anchor = i == 0 ? "start" : i == TICKS ? "end" : "middle";
      out.text("text", time, "x", x, "y", height + ROW + 2, "text-anchor", anchor);
    }
  }

  private void bar(Timeline.Bar bar, long from, double scale) throws XMLStreamException {
    double width = Math.max(THINNEST, (bar.to() - bar.from()) * scale - THINNEST);
    out.element(
        "rect",
        () ->
            out.text(
                "title",
                DisplayText.time(Duration.ofNanos(bar.to() - bar.from())) + ": " + bar.title()),
        "class",
        bar.kind(),
        "x",
        String.format(Locale.ROOT, "%.1f", (bar.from() - from) * scale),
        "y",
        bar.row() * ROW,
        "width",
        String.format(Locale.ROOT, "%.1f", width),
        "height",
        BAR);
  }
}
