package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.curiousoddman.rgxgen.RgxGen;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Texts, numbers and booleans that a schema allows, the plainest first, then its edges. */
final class ScalarSamples {

  /** The length of text without an upper bound. */
  private static final int LONG = 10_000;

  private static final int MAX_LONG = 100_000;
  private static final int MAX_DIGITS = 400;
  private static final int PATTERN_TRIES = 50;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Schema schema;
  private final Map<String, JsonNode> samples = new LinkedHashMap<>();

  private ScalarSamples(Schema schema) {
    this.schema = schema;
  }

  /** Samples by what is special about each. */
  static Map<String, JsonNode> of(Schema schema) {
    ScalarSamples made = new ScalarSamples(schema);
    if (schema.states("enum")) {
      schema.allowed().stream()
          .filter(value -> !value.isNull())
          .forEach(v -> made.put("the value " + v.asText(), v));
    }
    if (made.samples.isEmpty()) {
      made.putByType();
    }
    return made.samples;
  }

  /** A value that a list of values does not name. */
  static Optional<JsonNode> unlisted(Schema schema) {
    return switch (schema.states("enum") ? schema.type() : "") {
      case "string" -> Optional.of(JSON.textNode("not-listed-yet"));
      case "integer", "number" ->
          schema.allowed().stream()
              .map(JsonNode::decimalValue)
              .max(BigDecimal::compareTo)
              .map(max -> JSON.numberNode(max.add(BigDecimal.TEN)));
      default -> Optional.empty();
    };
  }

  private void putByType() {
    switch (schema.type()) {
      case "string" -> putText();
      case "integer" -> putNumbers(true);
      case "number" -> putNumbers(false);
      case "boolean" -> {
        put("true", JSON.booleanNode(true));
        put("false", JSON.booleanNode(false));
      }
      default -> {
        put("text", JSON.textNode("text"));
        put("a number", JSON.numberNode(7));
        put("true", JSON.booleanNode(true));
        put("an object", JSON.objectNode().put("a", 1));
        put("a list", JSON.arrayNode().add("a"));
      }
    }
  }

  private void putText() {
    FormatSamples.of(schema.text("format")).forEach(this::putIfFit);
    if (samples.isEmpty() && schema.states("pattern")) {
      putMatching(schema.text("pattern"));
    }
    if (samples.isEmpty()) {
      putPlainText();
    }
  }

  private void putPlainText() {
    int least = schema.atLeast("minLength").map(ScalarSamples::length).orElse(0);
    int most = schema.atMost("maxLength").map(ScalarSamples::length).orElse(Integer.MAX_VALUE);
    put(
        "text",
        JSON.textNode(
            "text".repeat(least / 4 + 1).substring(0, Math.min(most, Math.max(4, least)))));
    if (FormatSamples.of(schema.text("format")).isEmpty() && !schema.states("pattern")) {
      put(least == 0 ? "empty text" : "the shortest text", JSON.textNode("s".repeat(least)));
      put(
          "a long text",
          JSON.textNode(
              "l".repeat(Math.min(most, most > MAX_LONG ? Math.max(LONG, least) : most))));
      putIfFit("text that JSON escapes", "\u00e9 \u6570 \ud83d\ude00 \\ \"q\" /\t\n\u2028");
    }
  }

  /** Clamped to one more than the longest text that is made. */
  private static int length(BigDecimal bound) {
    return bound.max(BigDecimal.ZERO).min(BigDecimal.valueOf(MAX_LONG + 1)).intValue();
  }

  private void putMatching(String pattern) {
    try {
      RgxGen generator = RgxGen.parse(pattern);
      for (int seed = 0; seed < PATTERN_TRIES && samples.size() < 3; seed++) {
        putIfFit("text by its pattern, " + seed, generator.generate(new Random(seed)));
      }
    } catch (RuntimeException e) {
      // Another dialect of regular expressions: no sample is made for it.
    }
  }

  private void putIfFit(String what, String text) {
    int length = text.codePointCount(0, text.length());
    boolean fits =
        schema.atLeast("minLength").map(ScalarSamples::length).orElse(0) <= length
            && schema.atMost("maxLength").map(ScalarSamples::length).orElse(length) >= length
            && schema.stated("pattern").allMatch(pattern -> matches(pattern.asText(), text));
    if (fits && !samples.containsValue(JSON.textNode(text))) {
      put(what, JSON.textNode(text));
    }
  }

  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  private void putNumbers(boolean whole) {
    BigDecimal step =
        schema
            .atLeast("multipleOf")
            .filter(s -> s.signum() > 0)
            .orElseGet(() -> whole ? BigDecimal.ONE : fraction());
    Optional<BigDecimal> least =
        schema.atLeast("minimum").map(bound -> inside(bound, step, "exclusiveMinimum", 1));
    Optional<BigDecimal> most =
        schema.atMost("maximum").map(bound -> inside(bound, step, "exclusiveMaximum", -1));
    List<BigDecimal> plain = new ArrayList<>(List.of(step.multiply(BigDecimal.valueOf(8)), step));
    least.ifPresent(plain::add);
    most.ifPresent(plain::add);
    plain.forEach(value -> putIfFit("a number", value, least, most));
    least.ifPresentOrElse(
        value -> putIfFit("the least number", value, least, most),
        () -> putIfFit("a negative number", step.negate(), least, most));
    most.ifPresentOrElse(
        value -> putIfFit("the greatest number", value, least, most),
        () -> putIfFit("a large number", large(whole, step), least, most));
    putIfFit("zero", BigDecimal.ZERO, least, most);
  }

  /** An eighth, or a quarter of what is between the bounds where that is less. */
  private BigDecimal fraction() {
    BigDecimal eighth = new BigDecimal("0.125");
    return schema
        .atMost("maximum")
        .flatMap(most -> schema.atLeast("minimum").map(most::subtract))
        .filter(room -> room.signum() > 0)
        .map(room -> room.divide(BigDecimal.valueOf(4)).min(eighth))
        .orElse(eighth);
  }

  private BigDecimal large(boolean whole, BigDecimal step) {
    BigDecimal large =
        !whole
            ? new BigDecimal("123456789012.5")
            : schema.text("format").equals("int32")
                ? BigDecimal.valueOf(Integer.MAX_VALUE)
                : BigDecimal.valueOf(Long.MAX_VALUE);
    return large.subtract(large.remainder(step));
  }

  /** The bound, or the first multiple of the step on the right side of it. */
  private BigDecimal inside(BigDecimal bound, BigDecimal step, String exclusive, int direction) {
    BigDecimal toNext = bound.remainder(step).abs();
    BigDecimal value = bound;
    if (toNext.signum() != 0 && (schema.states("multipleOf") || schema.type().equals("integer"))) {
      BigInteger steps =
          bound
              .divide(
                  step,
                  0,
                  direction > 0 ? java.math.RoundingMode.CEILING : java.math.RoundingMode.FLOOR)
              .toBigInteger();
      value = step.multiply(new BigDecimal(steps));
    }
    boolean excluded =
        value.compareTo(bound) == 0 && schema.stated(exclusive).anyMatch(JsonNode::asBoolean);
    return excluded ? value.add(step.multiply(BigDecimal.valueOf(direction))) : value;
  }

  private void putIfFit(
      String what, BigDecimal value, Optional<BigDecimal> least, Optional<BigDecimal> most) {
    if (value.precision() - value.scale() > MAX_DIGITS) {
      return;
    }
    JsonNode number =
        value.stripTrailingZeros().scale() <= 0
            ? JSON.numberNode(value.toBigInteger())
            : JSON.numberNode(value);
    boolean fits =
        least.map(bound -> value.compareTo(bound) >= 0).orElse(true)
            && most.map(bound -> value.compareTo(bound) <= 0).orElse(true)
            && !schema.isExcluded(number);
    if (fits && !samples.containsValue(number)) {
      put(what, number);
    }
  }

  private void put(String what, JsonNode value) {
    samples.putIfAbsent(what, value);
  }
}
