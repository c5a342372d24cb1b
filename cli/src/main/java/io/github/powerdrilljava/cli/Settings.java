package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.Violation;
import io.github.powerdrilljava.cli.ConfigFile.Entry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what holds of each setting: its option, or else a variable, the profile, a default. */
final class Settings {

  static final String PROFILE_VARIABLE = "POWERDRILL_PROFILE";

  private final Map<String, String> environment;
  private final List<Violation> violations;
  private final @Nullable Path path;
  private final Setting profileName;
  private final Map<String, Entry> profile;

  /**
   * Reads the profile.
   *
   * @param profileOption null if it was not given
   * @param violations gets what is wrong with the configuration, and with the files that it names
   */
  Settings(
      Map<String, String> environment, @Nullable String profileOption, List<Violation> violations) {
    this.environment = environment;
    this.violations = violations;
    path = ConfigFile.path(environment, violations);
    String variable = variable(PROFILE_VARIABLE);
    String asked = profileOption != null ? profileOption : variable;
    String askedBy =
        profileOption != null ? "--profile" : variable != null ? PROFILE_VARIABLE : null;
    String name = asked == null ? ConfigFile.DEFAULT_PROFILE : asked;
    profileName = new Setting("profile", name, askedBy == null ? Setting.NOWHERE : askedBy, false);
    if (path == null) {
      profile = Map.of();
      if (askedBy != null) {
        violations.add(
            new Violation(
                askedBy,
                "\"" + name + "\"",
                "needs a configuration, and there is no home directory"));
      }
    } else {
      profile = ConfigFile.read(path, violations).profile(name, askedBy);
    }
  }

  Setting profileName() {
    return profileName;
  }

  /** Where the configuration is, or would be; null where there is no home directory. */
  @Nullable Path path() {
    return path;
  }

  /** Null if it is not set, or blank. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /**
   * What holds.
   *
   * @param option its value, null if it was not given
   * @param variables which count if they are set, the first before the others
   * @param otherwise null if there is no default
   */
  Setting of(
      String name, @Nullable String option, List<String> variables, @Nullable String otherwise) {
    if (option != null) {
      return new Setting(name, option, "--" + name, false);
    }
    for (String variable : variables) {
      String value = variable(variable);
      if (value != null) {
        return new Setting(name, value, variable, false);
      }
    }
    Entry entry = profile.get(name);
    return entry == null
        ? new Setting(name, otherwise, Setting.NOWHERE, false)
        : new Setting(name, entry.value(), path + ", line " + entry.line(), true);
  }

  /** The file that a setting names; null if it is not set, or names none, which is a violation. */
  @Nullable Path file(Setting setting) {
    String value = setting.value();
    if (value == null) {
      return null;
    }
    try {
      return setting.isOfProfile() ? ConfigFile.file(value, path, environment) : Path.of(value);
    } catch (InvalidPathException e) {
      violations.add(new Violation(setting.named(), "\"" + value + "\"", PathText.rule(e)));
      return null;
    }
  }
}
