package io.github.powerdrilljava.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path, and refuses what no file can be called here. */
final class PathText implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' " + rule(e));
    }
  }

  /** Such as a zero byte, or what the charset of this locale does not have. */
  static String rule(InvalidPathException e) {
    return "cannot be the name of a file here: " + e.getReason();
  }
}
