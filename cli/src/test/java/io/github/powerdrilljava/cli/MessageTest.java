package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mistake gets one line that states what to do. */
class MessageTest extends AtSandbox {

  @TempDir static Path files;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isOneLineThatStatesWhatToDo(
      String what,
      Map<String, String> changes,
      List<String> args,
      int exitCode,
      List<String> told) {
    Outcome outcome = Outcome.of(environment(changes), args.toArray(String[]::new));

    assertThat(outcome.err()).startsWith("powerdrill: ").endsWith(".\n").containsOnlyOnce("\n");
    assertThat(outcome.err())
        .contains(told)
        .doesNotContainPattern("([^.?]|[.?]{2}) See 'powerdrill");
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
  }

  static Stream<Arguments> isOneLineThatStatesWhatToDo() throws IOException {
    List<String> presign = List.of("presign", "dset", "ds");
    return Stream.concat(Stream.concat(wrongNumbers(), wrongKeyFiles()), otherMistakes(presign));
  }

  private static Stream<Arguments> wrongNumbers() {
    List<String> huge = List.of("99999999999", "x", "", "1.5", "٥x");
    return Stream.of(
            Map.entry(List.of("download", "dset", "ds", "-o", "f", "--connections"), "0 -1 65"),
            Map.entry(List.of("presign", "dset", "ds", "--attempts"), "0 -1"),
            Map.entry(List.of("presign", "dset", "ds", "--expires-in"), "0 -1 59"),
            Map.entry(List.of("download", "dset", "ds", "-o", "f", "--limit-rate"), "0 -1 1T"),
            Map.entry(List.of("sandbox", "--port"), "-1 65536"))
        .flatMap(
            option ->
                Stream.concat(Stream.of(option.getValue().split(" ", -1)), huge.stream())
                    .map(
                        value -> {
                          List<String> args = new ArrayList<>(option.getKey());
                          String name = args.get(args.size() - 1);
                          args.add(value);
                          String what = name + " " + value;
                          return arguments(what, Map.of(), args, 2, List.of(name, value));
                        }));
  }

  private static Stream<Arguments> wrongKeyFiles() throws IOException {
    Path empty = PrivateFile.of(files.resolve("empty"), "");
    Path binary = PrivateFile.of(files.resolve("binary"), "");
    Files.write(binary, new byte[] {(byte) 0xff, 0, 1});
    Path control = PrivateFile.of(files.resolve("control"), "a\u0001b\n");
    return Stream.of(
            List.of("", "must name a file"),
            List.of("/no/such/file", "--api-key-file /no/such/file does not exist"),
            List.of(files.toString(), "is a directory"),
            List.of("/dev/zero", "longer than any key"),
            List.of(empty.toString(), "first line, which is empty"),
            List.of(binary.toString(), "must be a text file"),
            List.of(control.toString(), "the API key (hidden) must hold printable ASCII"))
        .map(
            file ->
                arguments(
                    "key file " + file.get(0),
                    Map.of(),
                    List.of("presign", "dset", "ds", "--api-key-file", file.get(0)),
                    2,
                    List.of(file.get(1))));
  }

  private static Arguments mistake(
      String what, Map<String, String> changes, List<String> args, String... told) {
    return arguments(what, changes, args, 2, List.of(told));
  }

  private static Stream<Arguments> otherMistakes(List<String> presign) throws IOException {
    Path existing = Files.writeString(files.resolve("sales.csv"), "a;b\n");
    return Stream.of(
        mistake(
            "empty output",
            Map.of(),
            List.of("download", "dset", "ds", "-o", ""),
            "--output must name a file or a directory, and is empty"),
        mistake(
            "empty directory to serve",
            Map.of(),
            List.of("sandbox", "--dir", ""),
            "--dir must name a folder, and is empty"),
        mistake(
            "option given twice",
            Map.of(),
            List.of("presign", "dset", "ds", "--user-id", "a", "--user-id", "b"),
            "--user-id",
            "only once"),
        mistake(
            "service of the demo",
            Map.of(),
            List.of("demo", "--api-key-file=/nonexistent"),
            "no such option: --api-key-file"),
        mistake(
            "service of the demo, before its name",
            Map.of(),
            List.of("--base-url=http://h", "--attempts=2", "demo"),
            "'demo' sends no requests and does not accept --base-url, --attempts"),
        mistake("help for no command", Map.of(), List.of("help", "upload"), "'upload'"),
        mistake(
            "unknown command with --help",
            Map.of(),
            List.of("upload", "--help"),
            "no such command: 'upload'"),
        mistake(
            "argument of damaged text",
            Map.of(),
            List.of("presign", "dset", "d\ufffd"),
            "an argument holds bytes that are not text in "),
        mistake(
            "variable of damaged text",
            Map.of(USER, "\ufffd"),
            presign,
            USER + " holds bytes that are not text in "),
        mistake(
            "neither key nor user",
            Map.of(KEY, "", USER, " "),
            presign,
            KEY,
            "--api-key-file",
            USER,
            "--user-id"),
        mistake("no user", Map.of(USER, ""), presign, USER, "--user-id"),
        mistake(
            "key of two lines",
            Map.of(KEY, "a\nb"),
            presign,
            "the API key (hidden) must hold printable ASCII"),
        mistake(
            "base URL without a scheme",
            Map.of(URL, "ai.data.cloud"),
            presign,
            "the base URL \"ai.data.cloud\" must be an absolute http or https URL"),
        mistake(
            "every broken rule",
            Map.of(),
            List.of(
                "presign",
                "..",
                " ",
                "--expires-in",
                "59",
                "--trace-id",
                "x".repeat(129),
                "--user-id",
                ""),
            "DATASET \"..\" must not be",
            "DATASOURCE \" \" must not be blank",
            "the user id \"\" must not be blank",
            "--expires-in 59 must be at least 60 s",
            "--trace-id \"xxx",
            "at most 128 characters, has 129"),
        mistake(
            "words as seconds",
            Map.of(),
            List.of("presign", "dset", "ds", "--expires-in", "5m"),
            "--expires-in",
            "'5m' is not a whole number",
            "powerdrill presign --help"),
        mistake("no ids", Map.of(), List.of("presign"), "DATASET", "DATASOURCE"),
        mistake("unknown command", Map.of(), List.of("upload"), "'upload'"),
        mistake(
            "unknown option",
            Map.of(),
            List.of("presign", "dset", "ds", "--api_kee=" + ARGUMENT, ARGUMENT),
            "no such option: --api_kee. "),
        mistake(
            "one argument too many",
            Map.of(),
            List.of("presign", "dset", "ds", ARGUMENT),
            "too many arguments."),
        mistake(
            "key as an argument",
            Map.of(),
            List.of("presign", "dset", "ds", "--api-key", ARGUMENT),
            "not accepted as an argument",
            KEY),
        mistake(
            "directory that is not there",
            Map.of(),
            List.of("download", "dset", "ds", "-o", "/no/such/place/"),
            "/no/such/place/ is not a directory"),
        arguments(
            "wrong key", Map.of(KEY, SECRET), presign, 3, List.of("API key was not accepted")),
        arguments(
            "wrong user",
            Map.of(),
            List.of("presign", "dset", "ds", "--user-id", "tmm-x"),
            3,
            List.of("permission denied")),
        arguments(
            "wrong id",
            Map.of(),
            List.of("presign", "dset", "other"),
            4,
            List.of("\"other\"", "not found", "Trace id")),
        arguments(
            "unknown host",
            Map.of(URL, "https://powerdrill.invalid/api"),
            presign,
            6,
            List.of("powerdrill.invalid", "cannot be resolved")),
        mistake(
            "existing file",
            Map.of(),
            List.of("download", "dset", "ds", "-o", existing.toString()),
            "sales.csv already exists",
            "--force"),
        arguments(
            "existing file in a directory",
            Map.of(),
            List.of("download", "dset", "ds", "-o", files.toString()),
            8,
            List.of("sales.csv already exists", "--force")),
        mistake(
            "nothing to serve",
            Map.of(),
            List.of("sandbox", "--dir", files.toString()),
            "nothing to serve"),
        mistake(
            "no directory to serve",
            Map.of(),
            List.of("sandbox", "--dir", "/no/such/place"),
            "--dir",
            "/no/such/place"));
  }
}
