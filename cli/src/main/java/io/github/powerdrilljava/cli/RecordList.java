package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints records: a table on a terminal, JSON Lines if asked for, and else lines whose fields are
 * separated by tabs.
 */
final class RecordList<T> {

  /** So many rows determine how wide columns are before they are printed. */
  private static final int ROWS_AT_ONCE = 100;

  private static final String GAP = "  ";

  private final Output output;
  private final List<Column<T>> columns;
  private final Function<T, JsonObject> json;
  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;
  private boolean hasHeader;
  private final ListCount count = new ListCount();
  private long printed;

  RecordList(Output output, List<Column<T>> columns, Function<T, JsonObject> json) {
    this.output = output;
    this.columns = columns;
    this.json = json;
    this.widths = new int[columns.size()];
  }

  /**
   * A field of the records.
   *
   * @param widest how many columns of a terminal it takes at most, 0 for as many as it needs
   * @param plain as programs read it
   * @param shown as people read it
   */
  record Column<T>(
      String title,
      int widest,
      boolean isNumber,
      Function<T, String> plain,
      Function<T, String> shown) {

    static <T> Column<T> text(String title, Function<T, String> text) {
      return new Column<>(title, 0, false, text, text);
    }

    static <T> Column<T> text(String title, int widest, Function<T, String> text) {
      return new Column<>(title, widest, false, text, text);
    }
  }

  /** Receives how many records were listed, and how many the service counts. */
  ProgressListener progress() {
    return count;
  }

  /**
   * Prints all of them, as they come.
   *
   * @return how many there were
   * @throws IncompleteListException if the service did not list all
   * @throws UnwritableOutput if some of it was lost, or nobody reads it any more
   */
  long print(Stream<T> records) {
    try {
      records.forEach(this::add);
    } finally {
      end();
    }
    output.flush();
    count.requireAll();
    return printed;
  }

  /** Prints one more, at the latest with {@link #end}. */
  void add(T each) {
    printed++;
    if (output.isJson()) {
      output.print(json.apply(each));
    } else {
      rows.add(columns.stream().map(column -> cell(column, each)).toList());
    }
    if (printed % ROWS_AT_ONCE == 0) {
      end();
      output.flush();
    }
  }

  private String cell(Column<T> column, T each) {
    return Printable.line((output.isTable() ? column.shown : column.plain).apply(each));
  }

  /** Prints the rest. */
  void end() {
    if (output.isTable()) {
      printTable();
    } else {
      rows.forEach(row -> output.print(String.join("\t", row)));
    }
    rows.clear();
  }

  private void printTable() {
    if (rows.isEmpty()) {
      return;
    }
    List<String> titles = columns.stream().map(Column::title).collect(Collectors.toList());
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(i, titles.get(i)));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(i, row.get(i)));
      }
    }
    if (!hasHeader) {
      hasHeader = true;
      output.print(line(titles));
    }
    rows.forEach(row -> output.print(line(row)));
  }

  private int width(int column, String cell) {
    int widest = columns.get(column).widest();
    int width = DisplayText.width(cell);
    return widest == 0 ? width : Math.min(width, widest);
  }

  /** The last column gets what the others leave. */
  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    int last = widths.length - 1;
    int left = output.columns();
    for (int i = 0; i < last; i++) {
      String cell = DisplayText.fit(row.get(i), widths[i]);
      boolean isNumber = columns.get(i).isNumber();
      line.append(isNumber ? DisplayText.right(cell, widths[i]) : DisplayText.left(cell, widths[i]))
          .append(GAP);
      left -= widths[i] + GAP.length();
    }
    line.append(DisplayText.fit(row.get(last), Math.max(left, columns.get(last).title().length())));
    return line.toString().stripTrailing();
  }
}
