package io.github.powerdrilljava.secretscan;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The secrets that were found, each told once for each place that emitted it. */
final class Findings {

  static final String NOWHERE = "none of our code";

  private static final String PROJECT = "io.github.powerdrilljava.";
  private static final String SCAN = Findings.class.getPackageName() + ".";

  /** Between {@code java.util.logging} and who logs. */
  private static final String LOGGERS = RecordingLoggerFinder.class.getName();

  private final Map<String, String> excerpts = new ConcurrentSkipListMap<>();

  void search(String emitter, String text, Supplier<String> place) {
    search(emitter, text, place, List.of());
  }

  /**
   * Searches a text.
   *
   * @param place only asked for where there is something to tell
   */
  void search(String emitter, String text, Supplier<String> place, List<Secret> permitted) {
    List<String> encodings = Encodings.of(text);
    for (Secret secret : Secret.values()) {
      if (!permitted.contains(secret) && secret.isInAnyOf(encodings)) {
        excerpts.putIfAbsent(
            secret + " in " + Secret.hideIn(emitter) + ", from " + place.get(),
            Secret.excerpt(text));
      }
    }
  }

  /** Takes out a secret that was emitted on purpose, to see that others would be found too. */
  void expect(String emitter) {
    if (!excerpts.keySet().removeIf(finding -> finding.contains(" in " + emitter + ","))) {
      missed(emitter);
    }
  }

  void missed(String emitter) {
    excerpts.put("perhaps more: the scan could no longer see " + emitter, "a test switched it off");
  }

  void throwIfAny() {
    if (!excerpts.isEmpty()) {
      throw new AssertionError(
          excerpts.entrySet().stream()
              .map(finding -> finding.getKey() + ": " + finding.getValue())
              .collect(Collectors.joining("\n- ", "Secrets were emitted:\n- ", "")));
    }
  }

  /** The line of our own code, the scan's left out, that this thread is in. */
  static String caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .dropWhile(frame -> frame.getClassName().startsWith(SCAN))
                    .filter(frame -> !frame.getClassName().startsWith(LOGGERS))
                    .map(Findings::told)
                    .filter(Findings::isOurs)
                    .findFirst()
                    .orElse(NOWHERE));
  }

  private static String told(StackWalker.StackFrame frame) {
    return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
  }

  static boolean isOurs(String place) {
    return place.startsWith(PROJECT);
  }
}
