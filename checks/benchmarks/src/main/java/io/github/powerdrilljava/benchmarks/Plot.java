package io.github.powerdrilljava.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;

/**
 * What a benchmark measured, as {@code plots/NAME.csv} and, drawn from that, {@code
 * plots/NAME.svg}: a line for each of those who were measured; the vertical axis is logarithmic.
 */
final class Plot {

  /** Beside this, the scripts start benchmarks at the project's root. */
  private static final Path DIRECTORY = Path.of("checks/benchmarks/plots");

  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int PADDING = 12;
  private static final double DECADES = 50;
  private static final Color INK = new Color(0x1f2328);
  private static final Color GRID = new Color(0xd1d9e0);

  private final String name;
  private final String title;
  private final String x;
  private final String y;
  private final Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
  private Function<Double, String> xLabels = Plot::number;

  /**
   * @param name of the files
   * @param x what the horizontal axis is
   * @param y what the vertical axis is
   */
  Plot(String name, String title, String x, String y) {
    this.name = name;
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Labels the horizontal axis so. */
  Plot withX(Function<Double, String> labels) {
    xLabels = labels;
    return this;
  }

  void add(String who, double atX, double seenY) {
    lines.computeIfAbsent(who, line -> new TreeMap<>()).put(atX, seenY);
  }

  /** Writes both files. */
  void write() throws IOException {
    Files.createDirectories(DIRECTORY);
    try (Writer csv = Files.newBufferedWriter(DIRECTORY.resolve(name + ".csv"))) {
      csv.write("who,%s,%s%n".formatted(x, y));
      for (Map.Entry<String, Map<Double, Double>> line : lines.entrySet()) {
        for (Map.Entry<Double, Double> point : line.getValue().entrySet()) {
          csv.write(
              String.format(
                  Locale.ROOT,
                  "\"%s\",%s,%.6g%n",
                  line.getKey(),
                  number(point.getKey()),
                  point.getValue()));
        }
      }
    }
    SVGGraphics2D svg = new SVGGraphics2D(document());
    chart().paint(svg, WIDTH, HEIGHT);
    svg.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    try (Writer out = Files.newBufferedWriter(DIRECTORY.resolve(name + ".svg"))) {
      svg.stream(out, true);
    }
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On white, so that it can be read on a dark page, too. */
  private CategoryChart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title + " (" + machine() + ")")
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setYAxisLogarithmicDecadeOnly(spansDecades())
        .setYAxisTickLabelsFormattingFunction(Plot::number)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1));
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(INK)
        .setChartPadding(PADDING)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE);
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line)
        .setOverlapped(true); // each point above its label
    Set<Double> xs = new TreeSet<>();
    lines.values().forEach(points -> xs.addAll(points.keySet()));
    List<String> labels = xs.stream().map(xLabels).toList();
    lines.forEach(
        (who, points) -> {
          List<@Nullable Double> values = new ArrayList<>();
          xs.forEach(at -> values.add(points.get(at))); // null where nothing was measured
          CategorySeries line = chart.addSeries(who, labels, values);
          line.setLineWidth(who.equalsIgnoreCase(DownloadBenchmark.POWERDRILL) ? 3 : 1.5f);
        });
    return chart;
  }

  /** Whether there is no room for labels between powers of ten. */
  private boolean spansDecades() {
    DoubleSummaryStatistics seen =
        lines.values().stream()
            .flatMap(points -> points.values().stream())
            .mapToDouble(Double::doubleValue)
            .summaryStatistics();
    return seen.getMax() > DECADES * seen.getMin();
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%s, JDK %d, %d cores",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors());
  }

  /** Such as {@code 64 KiB}. */
  static String binary(double bytes) {
    int unit = (int) Math.max(0, Math.floor(Math.log(bytes) / Math.log(1024) + 1e-9));
    return number(bytes / Math.pow(1024, unit))
        + " "
        + new String[] {"B", "KiB", "MiB", "GiB", "TiB"}[unit];
  }

  private static String number(double value) {
    return value >= 1e6 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
