package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.internal.http.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Makes file names out of what others wrote. */
public final class FileNames {

  private static final int MAX_BYTES = 200;
  private static final Pattern UNSAFE = Pattern.compile("^\\.+|[/\\\\:*?\"<>|]");
  private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}");

  private FileNames() {}

  /**
   * A file in this directory with the last part of the URL's path as its name, or else the data
   * source's id; never outside of the directory, and never hidden.
   */
  static Path in(Path directory, HttpUrl url, String dataSourceId) {
    String last = url.pathSegments().get(url.pathSize() - 1);
    String given = Redactor.inName(last.isBlank() ? dataSourceId : last);
    String safe = UNSAFE.matcher(given).replaceAll("_");
    String name = cut(safe, MAX_BYTES);
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      // The platform's character set, such as that of the C locale, may not have the name's.
      return directory.resolve(NOT_ASCII.matcher(name).replaceAll("_"));
    }
  }

  /** Leaves room for an ending within the 255 bytes that file systems allow a name. */
  private static final int MAX_STEM_BYTES = 225;

  /**
   * A file beside another one that has its name with an ending. A name too long for that is cut,
   * and told from others that begin alike by a number.
   */
  static Path beside(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    String stem = cut(name, MAX_STEM_BYTES);
    String told = stem.equals(name) ? name : stem + "~" + Integer.toHexString(name.hashCode());
    return file.resolveSibling(told + ending);
  }

  /** As many whole characters of the name as fit into so many bytes. */
  public static String cut(String name, int maxBytes) {
    String cut =
        name.length() <= maxBytes ? name : name.substring(0, wholeCharacters(name, maxBytes));
    while (cut.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** No character has less than one byte. */
  private static int wholeCharacters(String name, int most) {
    return most > 0 && Character.isHighSurrogate(name.charAt(most - 1)) ? most - 1 : most;
  }
}
