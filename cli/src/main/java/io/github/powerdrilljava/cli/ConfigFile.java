package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerdrilljava.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of profiles: lines as Java properties have them, {@code base-url = …} of the profile
 * "default", {@code work.base-url = …} of the profile "work". It holds no secrets, only the names
 * of their files.
 */
final class ConfigFile {

  static final String DEFAULT_PROFILE = "default";

  private static final String NAME = "powerdrill/config.properties";
  private static final int MAX_BYTES = 1024 * 1024;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** A value, and the line that it is in. */
  record Entry(String value, int line) {}

  private final Path path;
  private final List<Violation> violations;
  private final Map<String, Map<String, Entry>> profiles = new LinkedHashMap<>();

  private ConfigFile(Path path, List<Violation> violations) {
    this.path = path;
    this.violations = violations;
  }

  /**
   * Where it is, whether it exists or not; null where there is no home directory.
   *
   * @param violations gets what is wrong with the variable that says so
   */
  static @Nullable Path path(Map<String, String> environment, List<Violation> violations) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    boolean isConfigured = configured.startsWith("/"); // the specification has others ignored
    try {
      Path home = isConfigured ? null : home(environment);
      return isConfigured
          ? Path.of(configured, NAME)
          : home == null ? null : home.resolve(".config").resolve(NAME);
    } catch (InvalidPathException e) {
      violations.add(
          new Violation(
              isConfigured ? "XDG_CONFIG_HOME" : homeVariable(environment),
              "\"" + e.getInput() + "\"",
              PathText.rule(e)));
      return null;
    }
  }

  private static @Nullable Path home(Map<String, String> environment) {
    String home = environment.getOrDefault(homeVariable(environment), "");
    return home.isBlank() ? null : Path.of(home);
  }

  private static String homeVariable(Map<String, String> environment) {
    return environment.containsKey("HOME") ? "HOME" : "USERPROFILE";
  }

  /**
   * Reads it.
   *
   * @param violations gets what is wrong with it
   */
  static ConfigFile read(Path path, List<Violation> violations) {
    ConfigFile file = new ConfigFile(path, violations);
    if (Files.exists(path) && !Files.isRegularFile(path)) { // such as a pipe that nobody fills
      file.refuse(path.toString(), "is not a file");
      return file;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        file.refuse(path.toString(), "must be at most 1 MiB");
      } else {
        file.parse(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
      }
    } catch (NoSuchFileException e) {
      // Most people have none.
    } catch (CharacterCodingException e) {
      file.refuse(path.toString(), "must be a text file in UTF-8");
    } catch (IOException e) {
      file.refuse(path.toString(), "cannot be read: " + e.getMessage());
    }
    return file;
  }

  private void refuse(String value, String rule) {
    violations.add(new Violation("the configuration", value, rule));
  }

  private void parse(String text) {
    List<String> lines =
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Properties one = new Properties();
      String place = path + ", line " + (i + 1);
      try {
        one.load(new StringReader(lines.get(i)));
      } catch (IllegalArgumentException | IOException e) {
        refuse(place, "is not understood: " + e.getMessage());
      }
      for (String key : one.stringPropertyNames()) {
        add(key, new Entry(one.getProperty(key).strip(), i + 1), place);
      }
    }
  }

  private void add(String key, Entry entry, String place) {
    int dot = key.lastIndexOf('.');
    String profile = dot < 0 ? DEFAULT_PROFILE : key.substring(0, dot);
    String name = key.substring(dot + 1);
    if (!Setting.PROFILE_KEYS.contains(name)) {
      refuse(
          place,
          "has the unknown key \""
              + name
              + "\"; known are "
              + String.join(", ", Setting.PROFILE_KEYS)
              + ", with PROFILE. before them for other profiles than the default");
    } else if (entry.value().isEmpty()) {
      refuse(place, "has no value for " + key);
    } else {
      Entry other =
          profiles.computeIfAbsent(profile, each -> new LinkedHashMap<>()).putIfAbsent(name, entry);
      if (other != null) {
        refuse(place, "has a second value for " + key + ", the first is in line " + other.line());
      }
    }
  }

  /**
   * The settings of a profile.
   *
   * @param askedBy what names it; null where it is only the default
   */
  Map<String, Entry> profile(String name, @Nullable String askedBy) {
    if (askedBy != null && !profiles.containsKey(name)) {
      List<String> known = new ArrayList<>(new TreeSet<>(profiles.keySet()));
      violations.add(
          new Violation(
              askedBy,
              "\"" + name + "\"",
              "names no profile of "
                  + path
                  + (known.isEmpty()
                      ? ", which has none"
                      : "; there are " + String.join(", ", known))));
    }
    return profiles.getOrDefault(name, Map.of());
  }

  /**
   * A file that a value names: from the home directory, or beside this file.
   *
   * @throws InvalidPathException if no file can be called so
   */
  static Path file(String value, @Nullable Path config, Map<String, String> environment) {
    Path home = home(environment);
    return value.startsWith("~/") && home != null
        ? home.resolve(value.substring(2))
        : config == null ? Path.of(value) : config.resolveSibling(value);
  }
}
