package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The service, the API key and the way there: from the options of every command, the environment,
 * or a profile.
 */
final class Connection {

  static final List<String> SERVICE_OPTIONS =
      List.of(
          "--profile",
          "--base-url",
          "--api-key-file",
          "--proxy",
          "--proxy-login-file",
          "--ca-cert",
          "--timeout",
          "--connect-timeout",
          "--attempts");

  /** A shorter key is not hidden: it would be part of too many other words. */
  private static final int SHORTEST_KEY = 8;

  private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'?]*\\?)[^\\s\"']+");
  private static final String NOT_SET = "(not set)";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "The profile of the configuration file to use, see 'config'. Default: POWERDRILL_PROFILE,"
              + " or else \"default\"")
  private @Nullable String profile;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The service. Default: POWERDRILL_BASE_URL, or else%n  https://ai.data.cloud/api")
  private @Nullable String baseUrl;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "A file whose first line is the project's API key, and that nobody else can read. Default:"
              + " the key that POWERDRILL_PROJECT_API_KEY holds")
  private @Nullable String apiKeyFile;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--attempts",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description =
          "How often to try a call that fails with a transient error, at least 1. Default: 4")
  private @Nullable Integer attempts;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show every request, and the stack trace of a failure, on standard error")
  private boolean verbose;

  private Map<String, String> environment = Map.of();
  private @Nullable String apiKey;

  /** To be called before anything else. */
  void use(Map<String, String> variables) {
    environment = variables;
  }

  /** The options that were given and make no sense for a command that sends no requests. */
  List<String> givenServiceOptions() {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("--profile", profile);
    given.put("--base-url", baseUrl);
    given.put("--api-key-file", apiKeyFile);
    given.putAll(network.given());
    given.put("--attempts", attempts);
    return SERVICE_OPTIONS.stream().filter(each -> given.get(each) != null).toList();
  }

  static boolean isServiceOption(OptionSpec option) {
    return SERVICE_OPTIONS.contains(option.longestName());
  }

  boolean verbose() {
    return verbose;
  }

  /** What holds, without secrets. */
  List<Setting> settings() {
    Settings found = new Settings(environment, profile, new ArrayList<>());
    Setting key = apiKeySetting(found);
    List<Setting> all = new ArrayList<>();
    all.add(found.profileName());
    all.add(baseUrlSetting(found));
    all.add(userIdSetting(found));
    all.add(new Setting("api-key", key.value() == null ? null : "(set)", key.origin(), false));
    all.addAll(network.settings(found));
    all.add(found.of("attempts", attempts == null ? null : attempts.toString(), List.of(), "4"));
    return all;
  }

  private Setting baseUrlSetting(Settings found) {
    return found.of(
        Setting.BASE_URL,
        baseUrl,
        List.of(PowerdrillClient.BASE_URL_VARIABLE),
        PowerdrillClient.DEFAULT_BASE_URL);
  }

  private static Setting userIdSetting(Settings found) {
    return found.of(Setting.USER_ID, null, List.of(PowerdrillClient.USER_ID_VARIABLE), null);
  }

  /** The file, or the variable that holds the key itself. */
  private Setting apiKeySetting(Settings found) {
    return found.of(
        Setting.API_KEY_FILE, apiKeyFile, List.of(PowerdrillClient.API_KEY_VARIABLE), null);
  }

  /**
   * Refuses what cannot be used; what is not set may be given later.
   *
   * @throws InvalidRequestException naming all that is wrong
   */
  void requireValid() {
    try {
      client(null).close();
    } catch (InvalidRequestException e) {
      List<Violation> wrong =
          e.violations().stream().filter(each -> !each.value().equals(NOT_SET)).toList();
      if (!wrong.isEmpty()) {
        throw new InvalidRequestException(wrong);
      }
    }
  }

  /**
   * A client for this service.
   *
   * @param userIdOption the user id from the command's options, {@code null} for the environment's
   * @throws InvalidRequestException naming all that is missing or wrong
   */
  PowerdrillClient client(@Nullable String userIdOption) {
    return client(userIdOption, PowerdrillClient.builder());
  }

  /** As {@link #client(String)}, with what the builder has already. */
  PowerdrillClient client(@Nullable String userIdOption, PowerdrillClient.Builder client) {
    List<Violation> broken = new ArrayList<>();
    Settings found = new Settings(environment, profile, broken);
    boolean isKeyNamed = setKey(client, found, broken);
    if (attempts != null && attempts < 1) {
      broken.add(new Violation("--attempts", attempts.toString(), "must be at least 1"));
    } else if (attempts != null) {
      client.retries(Retries.DEFAULT.withMaxAttempts(attempts));
    }
    String url = baseUrlSetting(found).value();
    if (url != null) {
      client.baseUrl(url);
    }
    String userId = userIdSetting(found).value();
    if (userId != null) {
      client.userId(userId);
    } else if (userIdOption == null) {
      // The facade reports this too, but only if there is a key.
      broken.add(new Violation("userId", NOT_SET, "is required"));
    }
    Map<String, Setting> names = network.set(client, found, broken);
    try {
      PowerdrillClient built = client.build();
      if (broken.isEmpty()) {
        return built;
      }
      built.close();
    } catch (InvalidRequestException e) {
      broken.addAll(
          0,
          e.violations().stream()
              .filter(each -> !(isKeyNamed && apiKey == null && each.field().equals("apiKey")))
              .map(each -> NetworkOptions.named(each, names))
              .toList());
    }
    throw new InvalidRequestException(broken);
  }

  /** Whether something names the key, even if it cannot be used. */
  private boolean setKey(PowerdrillClient.Builder client, Settings found, List<Violation> broken) {
    Setting setting = apiKeySetting(found);
    if (setting.origin().equals(PowerdrillClient.API_KEY_VARIABLE)) {
      apiKey = setting.value(); // the key itself, which must not be taken for a file
    } else {
      Path file = found.file(setting);
      if (file == null) {
        return setting.value() != null;
      }
      apiKey = secret(setting.named(), "the API key", file, broken);
    }
    if (apiKey != null) {
      client.apiKey(apiKey);
    }
    return true;
  }

  /** Null if there is none that can be used, which is added to the violations. */
  static @Nullable String secret(
      String setting, String what, Path file, List<Violation> violations) {
    try {
      return new SecretFile(setting, what, file).read();
    } catch (InvalidRequestException e) {
      violations.addAll(e.violations());
      return null;
    }
  }

  /** Where the proxy is set that stood between this machine and what failed; empty if none did. */
  String noteOn(Throwable failure) {
    return network.noteOn(failure);
  }

  /** Removes secrets from text of other origin, such as a stack trace. */
  String withoutSecrets(String text) {
    boolean keyed = apiKey != null && apiKey.length() >= SHORTEST_KEY;
    String keyless = keyed ? text.replace(apiKey, "(hidden)") : text;
    return URL_QUERY.matcher(keyless).replaceAll("$1...");
  }
}
