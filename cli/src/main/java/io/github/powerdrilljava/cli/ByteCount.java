package io.github.powerdrilljava.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes as curl does: {@code 500K}, {@code 20M}, {@code 1G}. */
final class ByteCount implements ITypeConverter<Long> {

  private static final Pattern COUNT = Pattern.compile("([1-9]\\d{0,8})([KMG]?)");

  @Override
  public Long convert(String text) {
    Matcher count = COUNT.matcher(text.toUpperCase(Locale.ROOT));
    if (!count.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a valid size, for example 500K or 20M");
    }
    int power = " KMG".indexOf((count.group(2) + " ").charAt(0));
    return Long.parseLong(count.group(1)) << (10 * power);
  }
}
