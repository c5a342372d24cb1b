package io.github.powerdrilljava.cli;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads option values that are numbers, and refuses others without terms of Java. */
final class WholeNumber {

  private WholeNumber() {}

  static <N extends Number> ITypeConverter<N> readBy(Function<String, N> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not a whole number, or too large");
      }
    };
  }
}
