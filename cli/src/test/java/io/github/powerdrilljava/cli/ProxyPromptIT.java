package io.github.powerdrilljava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person at a terminal is asked for what the proxy wants to know. */
@EnabledOnOs(OS.LINUX) // others have another script(1)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // seconds; for hangs only
class ProxyPromptIT extends AtCompanyNetwork {

  private static final Path SCRIPT = Path.of("/usr/bin/script");

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    assumeThat(Files.isExecutable(SCRIPT)).as("there is %s", SCRIPT).isTrue();
    Child.prepare();
  }

  /** Runs what would be typed, at a terminal of its own. */
  private Process atTerminal(Map<String, String> variables, String... args) throws IOException {
    String command =
        Child.command(args).stream().map(ShellWord::of).collect(Collectors.joining(" "));
    ProcessBuilder script = new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null");
    script.environment().clear();
    script.environment().putAll(environment(variables));
    return script.start();
  }

  /** Reads until the text is there, or to the end. */
  private static String readTo(InputStream terminal, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    for (int next = terminal.read(); next >= 0; next = terminal.read()) {
      read.append((char) next);
      if (!text.isEmpty() && read.toString().endsWith(text)) {
        break;
      }
    }
    return read.toString();
  }

  private static void type(Process process, String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  @ParameterizedTest
  @CsvSource({
    "'', pa55, 0, https://store.example/a",
    "me, pa55, 0, https://store.example/a",
    "me, nope, 6, refuses the user name and password"
  })
  void forUserAndPasswordOnce(String known, String typed, int exitCode, String shown)
      throws Exception {
    try (CompanyNetwork proxy = proxy("me:pa55")) {
      String url = known.isEmpty() ? proxy.url() : proxy.url().replace("//", "//" + known + "@");
      Process process =
          atTerminal(
              Map.of(), "presign", "d", "s", "-q", "--ca-cert", certificates(), "--proxy", url);
      InputStream terminal = process.getInputStream();
      if (known.isEmpty()) {
        String prompt = "User of the proxy " + proxy.url() + ": ";
        assertThat(readTo(terminal, prompt)).endsWith(prompt);
        type(process, "me");
      }
      String prompt = "Password of me for the proxy " + proxy.url() + ": ";
      assertThat(readTo(terminal, prompt)).endsWith(prompt);
      type(process, typed);

      assertThat(readTo(terminal, "")).contains(shown).doesNotContain(typed, "Password of");
      assertThat(process.waitFor()).isEqualTo(exitCode);
    }
  }
}
