package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration file with its profiles, and what is shown of the settings. */
class ConfigCommandTest extends AtSandbox {

  @TempDir private Path home;

  private Path config;

  @BeforeEach
  void makeDirectory() throws IOException {
    config = home.resolve(".config/powerdrill/config.properties");
    Files.createDirectories(config.getParent());
  }

  private Outcome run(Map<String, String> variables, String... args) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("HOME", home.toString());
    return Outcome.of(environment, args);
  }

  @Test
  void aProfileIsAllThatACommandNeeds() throws IOException {
    PrivateFile.of(home.resolve("key"), sandbox.apiKey() + "\n");
    PrivateFile.of(config.resolveSibling("key2"), sandbox.apiKey());
    Files.writeString(
        config,
        "\ufeff# mine\r\nbase-url = %s\r\nuser-id=%s\r\n\r\napi-key-file = ~/key\r\n"
                .formatted(sandbox.baseUrl(), sandbox.userId())
            + "work.base-url: %s\nwork.user-id = %s\nwork.api-key-file = key2\nwork.timeout = 2m\n"
                .formatted(sandbox.baseUrl(), sandbox.userId()));

    assertThat(run(Map.of(), "presign", "dset", "ds", "-q").exitCode()).isZero();
    assertThat(run(Map.of(), "presign", "dset", "ds", "-q", "--profile", "work").exitCode())
        .isZero();
    assertThat(run(Map.of("POWERDRILL_PROFILE", "work"), "config").out())
        .contains(
            "profile\twork\tPOWERDRILL_PROFILE\n",
            "api-key\t(set)\t" + config + ", line 8\n",
            "timeout\t2m\t" + config + ", line 9\n");
  }

  @Test
  void optionsWinOverTheEnvironmentAndThatOverTheProfile() throws IOException {
    Files.writeString(config, "base-url = https://profile.example\nproxy = http://p:1\n");

    assertThat(run(Map.of(), "config").out())
        .contains("base-url\thttps://profile.example\t" + config + ", line 1\n")
        .contains("proxy\thttp://p:1\t" + config + ", line 2\n");
    assertThat(
            run(
                    Map.of(URL, "https://variable.example", "https_proxy", "http://me:pw@q:1"),
                    "config",
                    "--json")
                .out())
        .contains(
            "{\"name\":\"base-url\",\"value\":\"https://variable.example\",\"origin\":\"" + URL,
            "{\"name\":\"proxy\",\"value\":\"(login hidden)@q:1\",\"origin\":\"https_proxy\"}",
            "{\"name\":\"proxy of http\",\"value\":\"http://p:1\"")
        .doesNotContain("pw");
    assertThat(run(Map.of(URL, "x"), "config", "--base-url", "https://option.example").out())
        .contains("base-url\thttps://option.example\t--base-url\n");
  }

  @Test
  void theKeyIsNeverShown() {
    Outcome outcome = run(Map.of(KEY, ARGUMENT), "config", "--verbose");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.everything())
        .contains("api-key\t(set)\t" + KEY + "\n", "user-id\t(not set)\tdefault\n")
        .doesNotContain(ARGUMENT);
    assertThat(run(Map.of(), "config").out()).contains("api-key\t(not set)\tdefault\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# c\nurl = x'               | line 2 has the unknown key \"url\"; known are base-url, user-id",
        "'api-key = x'                | line 1 has the unknown key \"api-key\"",
        "'w.proxi = x'                | line 1 has the unknown key \"proxi\"",
        "'proxy = '                   | line 1 has no value for proxy",
        "'user-id = a\n\nuser-id = b' | line 3 has a second value for user-id, the first is in line 1",
        "'user-id = \\u12'            | line 1 is not understood",
        "'[work]'                     | line 1 has the unknown key \"[work]\"",
        "'proxy = http://u:p@h:1'     | (hidden) must not hold a password",
        "'proxy = https://h:1'        | proxy in CONFIG, line 1 \"https://h:1\" must begin with http://",
        "'timeout = soon'             | timeout in CONFIG, line 1 \"soon\" must be a time",
        "'ca-cert = nowhere.pem'      | nowhere.pem does not exist",
      })
  void aMistakeIsNamedWithItsLine(String content, String told) throws IOException {
    Files.writeString(config, content);

    Outcome outcome = run(Map.of(), "config");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(told.replace("CONFIG", config.toString()));
  }

  @Test
  void anUnknownProfileIsNamedWithTheKnownOnes() throws IOException {
    Files.writeString(config, "b.user-id = x\na.user-id = x\nbase_url = typo\n");

    Outcome outcome = run(Map.of(), "datasets", "--profile", "c", "--timeout", "x");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "--profile \"c\" names no profile of " + config + "; there are a, b",
            "line 3 has the unknown key \"base_url\"",
            "--timeout \"x\" must be");
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Files.createDirectory(config);
    assertThat(run(Map.of(), "config").err())
        .contains("the configuration " + config + " is not a file");
    Files.delete(config);
    Files.write(config, new byte[] {'a', (byte) 0xff});
    assertThat(run(Map.of(), "config").err()).contains("must be a text file in UTF-8");
    Files.delete(config);
    Files.write(config, new byte[1024 * 1024 + 1]);
    assertThat(run(Map.of(), "config").err()).contains("must be at most 1 MiB");
    Files.delete(config);
    Files.createSymbolicLink(config, Path.of("/dev/zero"));
    assertThat(run(Map.of(), "config").err()).contains("is not a file");
  }

  /** Such as a zero byte, which a properties file can hold. */
  @ParameterizedTest
  @ValueSource(strings = {"api-key-file", "proxy-login-file", "ca-cert"})
  void whatCannotBeAFileIsNamedWithItsLine(String key) throws IOException {
    Files.writeString(config, "user-id = u\n" + key + " = a\\u0000b\n");

    for (String command : List.of("config", "datasets")) {
      Outcome outcome = run(Map.of(), command);

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .contains(
              key
                  + " in "
                  + config
                  + ", line 2 \"a b\" cannot be the name of a file here: Nul character")
          .doesNotContain("unexpected", "(not set)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HOME, datasets",
    "XDG_CONFIG_HOME, config",
    "HOME, config --profile x",
    "--api-key-file, config --api-key-file",
    "--ca-cert, config --ca-cert",
    "--proxy-login-file, datasets --proxy-login-file",
    "--output, download d s -o",
    "--output, export d -o",
    "--report, export d -o x --report",
    "--dir, sandbox --dir",
  })
  void whatCannotBeAFileIsNamedWithItsOrigin(String origin, String command) {
    boolean isOption = origin.startsWith("--");
    Map<String, String> variables = isOption ? Map.of() : Map.of(origin, "/a\0b");
    Outcome outcome = Outcome.of(variables, (command + (isOption ? " a\0b" : "")).split(" "));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(origin, "a b", "cannot be the name of a file here")
        .doesNotContain("unexpected", "Exception");
  }

  @Test
  void xdgNamesAnotherDirectoryIfItIsAbsolute() throws IOException {
    Path other = Files.createDirectories(home.resolve("xdg/powerdrill"));
    Files.writeString(other.resolve("config.properties"), "user-id = of-xdg\n");

    assertThat(run(Map.of("XDG_CONFIG_HOME", home + "/xdg"), "config").out())
        .contains("user-id\tof-xdg\t");
    assertThat(run(Map.of("XDG_CONFIG_HOME", "xdg"), "config").out())
        .contains("user-id\t(not set)\t");
  }
}
