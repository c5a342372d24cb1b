package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The service and the API key: from the options of every command, or the environment. */
final class Connection {

  static final List<String> SERVICE_OPTIONS = List.of("--base-url", "--api-key-file", "--attempts");

  /** A shorter key is not hidden: it would be part of too many other words. */
  private static final int SHORTEST_KEY = 8;

  private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'?]*\\?)[^\\s\"']+");

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
          "A file whose first line is the project's API key. Default: the key that"
              + " POWERDRILL_PROJECT_API_KEY holds")
  private @Nullable Path apiKeyFile;

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
  private Consumer<String> warnings = warning -> {};
  private @Nullable String apiKey;

  /**
   * To be called before anything else.
   *
   * @param warnings where warnings go
   */
  void use(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = environment;
    this.warnings = warnings;
  }

  /** The options that were given and make no sense for a command that sends no requests. */
  List<String> givenServiceOptions() {
    List<String> given = new ArrayList<>();
    if (baseUrl != null) {
      given.add("--base-url");
    }
    if (apiKeyFile != null) {
      given.add("--api-key-file");
    }
    if (attempts != null) {
      given.add("--attempts");
    }
    return given;
  }

  static boolean isServiceOption(OptionSpec option) {
    return SERVICE_OPTIONS.contains(option.longestName());
  }

  boolean verbose() {
    return verbose;
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
    apiKey = apiKeyFile != null ? keyFrom(apiKeyFile) : set(PowerdrillClient.API_KEY_VARIABLE);
    if (apiKey != null) {
      client.apiKey(apiKey);
    }
    if (attempts != null && attempts < 1) {
      broken.add(new Violation("--attempts", attempts.toString(), "must be at least 1"));
    } else if (attempts != null) {
      client.retries(Retries.DEFAULT.withMaxAttempts(attempts));
    }
    String url = baseUrl != null ? baseUrl : set(PowerdrillClient.BASE_URL_VARIABLE);
    if (url != null) {
      client.baseUrl(url);
    }
    String userId = set(PowerdrillClient.USER_ID_VARIABLE);
    if (userId != null) {
      client.userId(userId);
    } else if (userIdOption == null) {
      // The facade reports this too, but only if there is a key.
      broken.add(new Violation("userId", "(not set)", "is required"));
    }
    try {
      PowerdrillClient built = client.build();
      if (broken.isEmpty()) {
        return built;
      }
      built.close();
    } catch (InvalidRequestException e) {
      broken.addAll(0, e.violations());
    }
    throw new InvalidRequestException(broken);
  }

  /** Removes secrets from text of other origin, such as a stack trace. */
  String withoutSecrets(String text) {
    boolean keyed = apiKey != null && apiKey.length() >= SHORTEST_KEY;
    String keyless = keyed ? text.replace(apiKey, "(hidden)") : text;
    return URL_QUERY.matcher(keyless).replaceAll("$1...");
  }

  private String keyFrom(Path file) {
    ApiKeyFile keyFile = new ApiKeyFile(file);
    String key = keyFile.key();
    keyFile.warning().ifPresent(warnings);
    return key;
  }

  private @Nullable String set(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : value;
  }
}
