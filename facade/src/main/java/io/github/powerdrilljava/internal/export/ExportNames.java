package io.github.powerdrilljava.internal.export;

import io.github.powerdrilljava.ExportResult;
import io.github.powerdrilljava.internal.download.FileNames;
import io.github.powerdrilljava.internal.http.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Names for files, made of names that others wrote: each a plain name in the directory, valid on
 * Linux, macOS and Windows, and different from all others also where case, or the form of an
 * accent, is not distinguished.
 */
final class ExportNames {

  /** File systems allow 255 bytes. */
  private static final int MAX_BYTES = 255;

  private static final int MAX_ENDING_BYTES = 32;
  private static final int MAX_ID_BYTES = 64;

  private static final Pattern UNSAFE = Pattern.compile("^[. ]+|[/\\\\:*?\"<>|]|[. ]+$");
  private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}");

  /** What Windows takes for a device, with any ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])[ ]*(\\..*)?");

  /** What downloads keep beside their targets. */
  private static final Pattern PARTIAL = Pattern.compile("(?i).*\\.part(\\.journal|\\.[0-9]+)*");

  private static final Pattern PLAIN = Pattern.compile("[^/\\\\:\\x00]+");
  private static final Pattern END = Pattern.compile("[. ]+$");

  /** More than enough for a name and its ending. */
  private static final int MAX_CHARACTERS = 1000;

  private final Path directory;

  /** Hashes: two names with the same one are only told apart for nothing. */
  private final Set<Long> used = new HashSet<>();

  ExportNames(Path directory) {
    this.directory = directory;
    reserve(ExportResult.MANIFEST);
  }

  /** Whether it names a file in the same directory, as all names do that this class makes. */
  static boolean isSafe(String name) {
    return !name.startsWith(".") && PLAIN.matcher(name).matches();
  }

  /** Whether the platform's character set has the name's: another locale may have chosen it. */
  boolean isPossible(String name) {
    return resolvable(name).equals(name);
  }

  /** Gives the name to nothing else. */
  void reserve(String name) {
    used.add(hash(name));
  }

  /** A name for a data source, which nothing else gets. */
  Path choose(String name, String id) {
    String safe = safe(name.isBlank() ? id : name);
    String plain = resolvable(safe.isEmpty() ? "_" : safe);
    if (!used.add(hash(plain))) {
      String withId = with(plain, FileNames.cut(resolvable(safe(id)), MAX_ID_BYTES));
      plain = withId;
      for (int i = 0; !used.add(hash(plain)); i++) { // also what the manifest has of older names
        String distinct = i == 0 ? id : id + "\n" + i;
        plain = with(withId, ByteString.encodeUtf8(distinct).sha256().hex().substring(0, 16));
      }
    }
    return directory.resolve(plain);
  }

  private static String safe(String name) {
    String oneForm = Normalizer.normalize(Redactor.inName(bounded(name)), Normalizer.Form.NFC);
    String plain = UNSAFE.matcher(oneForm).replaceAll("_");
    boolean isSpecial = DEVICE.matcher(plain).matches() || PARTIAL.matcher(plain).matches();
    return shortened(isSpecial ? "_" + plain + "_" : plain, "");
  }

  /** The beginning and the end of a name of any length. */
  private static String bounded(String name) {
    int length = name.length();
    return length <= MAX_CHARACTERS
        ? name
        : name.substring(0, MAX_CHARACTERS / 2) + name.substring(length - MAX_CHARACTERS / 2);
  }

  /** The platform's character set, such as that of the C locale, may not have the name's. */
  private String resolvable(String name) {
    try {
      Path unused = directory.resolve(name);
      return name;
    } catch (InvalidPathException e) {
      return NOT_ASCII.matcher(name).replaceAll("_");
    }
  }

  private static String with(String name, String distinction) {
    return shortened(name, " (" + distinction + ")");
  }

  /** The name with something before its ending, cut before that where it is too long. */
  private static String shortened(String name, String added) {
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 ? name.substring(dot) : "";
    if (bytes(ending) > MAX_ENDING_BYTES) {
      ending = "";
    }
    String stem = name.substring(0, name.length() - ending.length());
    String whole = FileNames.cut(stem, MAX_BYTES - bytes(added) - bytes(ending)) + added + ending;
    return END.matcher(whole).replaceAll("_");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long hash(String name) {
    String folded = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return ByteString.encodeUtf8(folded).sha256().asByteBuffer().getLong();
  }
}
