package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A time as people write it: 30, 30s, 2m, 500ms. */
final class TimeText {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)?");
  private static final Map<String, LongFunction<Duration>> UNITS =
      Map.of(
          "ms", Duration::ofMillis,
          "s", Duration::ofSeconds,
          "m", Duration::ofMinutes,
          "h", Duration::ofHours);

  private TimeText() {}

  /** Null if it is not set, or wrong, which is added to the violations. */
  static @Nullable Duration read(Setting setting, List<Violation> violations) {
    String value = setting.value();
    if (value == null) {
      return null;
    }
    Matcher time = TIME.matcher(value.strip());
    if (!time.matches()) {
      violations.add(
          new Violation(
              setting.named(),
              "\"" + value + "\"",
              "must be a time such as 30 (seconds), 500ms or 2m"));
      return null;
    }
    String unit = time.group(2) == null ? "s" : time.group(2);
    return UNITS.getOrDefault(unit, Duration::ofSeconds).apply(Long.parseLong(time.group(1)));
  }
}
