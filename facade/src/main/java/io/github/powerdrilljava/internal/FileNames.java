package io.github.powerdrilljava.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Makes file names out of what others wrote. */
final class FileNames {

  private static final int MAX_BYTES = 200;
  private static final Pattern UNSAFE = Pattern.compile("^\\.+|[\\p{Cntrl}/\\\\:*?\"<>|]");
  private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}");

  private FileNames() {}

  /**
   * A file in this directory with the last part of the URL's path as its name, or else the data
   * source's id; never outside of the directory, and never hidden.
   */
  static Path in(Path directory, HttpUrl url, String dataSourceId) {
    String last = url.pathSegments().get(url.pathSize() - 1);
    String safe = UNSAFE.matcher(last.isBlank() ? dataSourceId : last).replaceAll("_");
    String name = cut(safe, MAX_BYTES);
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      // The platform's character set, such as that of the C locale, may not have the name's.
      return directory.resolve(NOT_ASCII.matcher(name).replaceAll("_"));
    }
  }

  /** As many whole characters of the name as fit into so many bytes. */
  static String cut(String name, int maxBytes) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }
}
