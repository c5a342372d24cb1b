package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ClientEvent.PartReceived;
import io.github.powerdrilljava.ClientEvent.RequestEnded;
import io.github.powerdrilljava.ClientEvent.RequestStarted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an export and the parts of its downloads, each with its time, on rows where no
 * two overlap. Only the first ones: the others are counted.
 */
final class Timeline {

  static final int MOST_REQUESTS = 2000;
  static final int MOST_PARTS = 4000;

  /** More of them nobody can tell apart. */
  static final int MOST_DOWNLOADS = 12;

  private final long start;
  private final Map<Long, Open> open = new HashMap<>();
  private final BitSet rows = new BitSet();
  private final List<Bar> requests = new ArrayList<>();
  private final Map<Long, Download> downloads = new LinkedHashMap<>();
  private long moreRequests;
  private int parts;
  private long moreParts;

  /**
   * @param start of the export, by the clock that all times are of
   */
  Timeline(long start) {
    this.start = start;
  }

  /**
   * Something that took time.
   *
   * @param row the first is 0
   * @param from nanoseconds after the start
   * @param to as from
   */
  record Bar(int row, long from, long to, Kind kind, String title) {}

  /** What a bar is. */
  enum Kind {
    API,
    STORE,
    FAILED,
    PART
  }

  /** A request that has not ended. */
  private record Open(int row, long from, RequestStarted event) {}

  /** The parts of one download, on a row for each connection. */
  private static final class Download {
    private final String dataSource;
    private final long from;
    private final Map<Integer, Long> lastAt = new HashMap<>();
    private final List<Bar> parts = new ArrayList<>();

    private Download(String dataSource, long from) {
      this.dataSource = dataSource;
      this.from = from;
    }
  }

  /**
   * All of it, at one moment.
   *
   * @param requests in the order in which they ended
   * @param downloads by data source, those with the most parts
   * @param until nanoseconds after the start
   * @param moreRequests how many are left out
   * @param moreParts how many are left out
   */
  record Picture(
      List<Bar> requests,
      List<Connections> downloads,
      long until,
      long moreRequests,
      long moreParts) {}

  /** The parts that each connection of a download brought. */
  record Connections(String dataSource, List<Bar> parts) {}

  void begin(RequestStarted event, long now) {
    int row = rows.nextClearBit(0);
    rows.set(row);
    open.put(event.request().id(), new Open(row, now - start, event));
    long download = event.operation().id();
    if (isOfStore(event) && downloads.size() < MOST_PARTS) {
      downloads.putIfAbsent(
          download, new Download(String.valueOf(event.operation().dataSourceId()), now - start));
    }
  }

  /** A request that is made for a download itself, and not for the call that presigns its URL. */
  private static boolean isOfStore(RequestStarted event) {
    return event.operation().name().equals("download") || event.operation().name().equals("open");
  }

  void end(RequestEnded event, long now) {
    Open began = open.remove(event.request().id());
    if (began != null) {
      rows.clear(began.row);
      add(began, event, now - start);
    }
  }

  private void add(Open began, @Nullable RequestEnded end, long to) {
    if (requests.size() == MOST_REQUESTS) {
      moreRequests++;
    } else {
      requests.add(bar(began, end, to));
    }
  }

  private static Bar bar(Open began, @Nullable RequestEnded end, long to) {
    boolean isGood = end != null && end.failure() == null && end.status() < 400;
    Kind kind = isOfStore(began.event) ? Kind.STORE : Kind.API;
    String of = Objects.requireNonNullElse(began.event.operation().dataSourceId(), "");
    String title =
        (began.event.operation().name() + " " + of).strip()
            + ": "
            + began.event.request().method()
            + " "
            + began.event.request().url()
            + (end == null ? ", not ended" : result(end));
    return new Bar(began.row, began.from, to, isGood ? kind : Kind.FAILED, title);
  }

  private static String result(RequestEnded end) {
    return (end.status() == 0 ? "" : ", HTTP " + end.status())
        + ", "
        + DisplayText.bytes(end.receivedBytes())
        + ", "
        + DisplayText.time(end.elapsed())
        + (end.failure() == null ? "" : ", " + end.failure());
  }

  void add(PartReceived event, long now) {
    Download download = downloads.get(event.operation().id());
    if (download == null || parts == MOST_PARTS) {
      moreParts++;
      return;
    }
    parts++;
    long to = now - start;
    Long from = download.lastAt.put(event.connection(), to);
    download.parts.add(
        new Bar(
            event.connection(),
            from == null ? download.from : from,
            to,
            Kind.PART,
            DisplayText.bytes(event.bytes()) + " at " + DisplayText.bytes(event.offset())));
  }

  Picture picture(long now) {
    List<Bar> bars = new ArrayList<>(requests);
    open.values().stream()
        .limit(MOST_REQUESTS - bars.size())
        .forEach(each -> bars.add(bar(each, null, now - start)));
    List<Connections> shown =
        downloads.values().stream()
            .filter(each -> each.parts.size() > 1)
            .sorted((one, other) -> Integer.compare(other.parts.size(), one.parts.size()))
            .limit(MOST_DOWNLOADS)
            .map(each -> new Connections(each.dataSource, List.copyOf(each.parts)))
            .toList();
    long left = parts - shown.stream().mapToLong(each -> each.parts().size()).sum();
    return new Picture(bars, shown, now - start, moreRequests, moreParts + left);
  }
}
