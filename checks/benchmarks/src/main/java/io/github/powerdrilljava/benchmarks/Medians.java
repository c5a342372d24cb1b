package io.github.powerdrilljava.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sums up several rounds of two clients that ran in turn. */
final class Medians {

  private Medians() {}

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** The median of the rounds' ratios: what else the machine did then, it did to both. */
  static double ratio(List<Double> ours, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / theirs.get(i));
    }
    return median(ratios);
  }

  static String text(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}
