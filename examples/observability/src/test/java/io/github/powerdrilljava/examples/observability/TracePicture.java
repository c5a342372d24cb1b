package io.github.powerdrilljava.examples.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.List;

/** A trace as text: a line for each span, in that of its parent, and a bar of when it ran. */
final class TracePicture {

  private static final int WIDTH = 40;
  private static final String FORMAT = "%-34s|%s| %5d ms%n";

  private final List<SpanData> spans;
  private final SpanData root;

  TracePicture(List<SpanData> spans) {
    this.spans =
        spans.stream().sorted(Comparator.comparingLong(SpanData::getStartEpochNanos)).toList();
    this.root = this.spans.get(0);
  }

  /** What is in a picture, without the times, and without the waits that depend on them. */
  static List<String> titles(String picture) {
    return picture
        .lines()
        .map(line -> line.replaceAll(" *\\|.*", ""))
        .filter(title -> !title.endsWith("* rate limit waited"))
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    draw(root, "", text);
    return text.toString();
  }

  private void draw(SpanData span, String indent, StringBuilder text) {
    long length = span.getEndEpochNanos() - span.getStartEpochNanos();
    text.append(FORMAT.formatted(indent + title(span), bar(span), length / 1_000_000));
    for (EventData event : span.getEvents()) {
      text.append("%-34s|%s|%n".formatted(indent + "  * " + event.getName(), moment(event)));
    }
    for (SpanData child : spans) {
      if (child.getParentSpanId().equals(span.getSpanId())) {
        draw(child, indent + "  ", text);
      }
    }
  }

  private static String title(SpanData span) {
    Long status = span.getAttributes().get(AttributeKey.longKey("http.response.status_code"));
    String error = span.getAttributes().get(AttributeKey.stringKey("error.type"));
    boolean broken = error != null && !error.equals(String.valueOf(status));
    return span.getName() + (status == null ? "" : " " + status) + (broken ? " " + error : "");
  }

  private String bar(SpanData span) {
    int from = column(span.getStartEpochNanos());
    int to = Math.max(column(span.getEndEpochNanos()), from + 1);
    return " ".repeat(from) + "=".repeat(to - from) + " ".repeat(WIDTH - to);
  }

  private String moment(EventData event) {
    int at = column(event.getEpochNanos());
    return " ".repeat(at) + "*" + " ".repeat(WIDTH - at - 1);
  }

  private int column(long nanos) {
    long start = root.getStartEpochNanos();
    long share = (nanos - start) * WIDTH / (root.getEndEpochNanos() - start);
    return (int) Math.min(share, WIDTH - 1);
  }
}
