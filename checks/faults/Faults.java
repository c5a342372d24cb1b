import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Puts faults into a copy of the checkout, one at a time, and sees that a test fails. The faults
 * are in the {@code .txt} files beside this one, in blocks that a blank line ends:
 *
 * <pre>
 * # a comment
 * = THE PROMISE THAT IS BROKEN, AS A SENTENCE
 * module the one whose tests are run
 * file path/from/the/root/X.java
 * &lt; the exact lines that are replaced, which the file has once
 * &gt; what replaces them; nothing to delete them
 * test XTest,YTest#method
 * </pre>
 *
 * <p>The copy is built once, by Maven. With a fault in it, only the sources of one module are
 * compiled again, by javac alone: no lint can hide a fault.
 */
final class Faults {

  private static final Path HERE = Path.of("checks", "faults");
  private static final long MAX_MINUTES = 3;
  private static final String TIMEOUT = "-Djunit.jupiter.execution.timeout.";

  record Fault(
      String name,
      String module,
      String file,
      List<String> old,
      List<String> now,
      List<String> tests) {

    boolean isAbout(String word) {
      return (name + "\n" + file).toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }
  }

  /** What became of a fault. */
  record Outcome(boolean killed, String said) {}

  /** How a run of tests ended: with its exit status and its last line. */
  record Run(int status, String last, Path log) {}

  private final Path copy;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  private Faults(Path copy) {
    this.copy = copy;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    List<Fault> faults =
        all().stream()
            .filter(fault -> words.length == 0 || Arrays.stream(words).anyMatch(fault::isAbout))
            .toList();
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("There is no such fault.");
    }
    for (Fault fault : faults) {
      for (String test : fault.tests()) {
        qualified(Path.of(fault.module(), "src/test/java"), test);
      }
    }
    Path copy = Files.createTempDirectory("faults").toRealPath();
    Thread deleting = new Thread(() -> delete(copy));
    Runtime.getRuntime().addShutdownHook(deleting);
    int survivors = new Faults(copy).run(faults);
    System.exit(survivors == 0 ? 0 : 1);
  }

  private static List<Fault> all() throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (Stream<Path> files = Files.list(HERE)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
        for (String block : Files.readString(file).split("\n\\s*\n")) {
          List<String> lines = block.lines().filter(line -> !line.matches("#.*|\\s*")).toList();
          if (!lines.isEmpty()) {
            faults.add(fault(file, lines));
          }
        }
      }
    }
    return faults;
  }

  private static Fault fault(Path from, List<String> lines) {
    if (!lines.stream().allMatch(line -> line.matches("(=|module|file|test) .*|[<>]( .*)?"))) {
      throw new IllegalArgumentException(
          from + ": not a line of a fault in\n" + String.join("\n", lines));
    }
    return new Fault(
        one(lines, "="),
        one(lines, "module"),
        one(lines, "file"),
        texts(lines, "<"),
        texts(lines, ">"),
        List.of(one(lines, "test").split("\\s*,\\s*")));
  }

  private static String one(List<String> lines, String key) {
    List<String> texts = texts(lines, key);
    if (texts.size() != 1) {
      throw new IllegalArgumentException(
          "not one line that begins with \"" + key + "\" in\n" + String.join("\n", lines));
    }
    return texts.get(0).strip();
  }

  private static List<String> texts(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.equals(key) || line.startsWith(key + " "))
        .map(line -> line.substring(Math.min(line.length(), key.length() + 1)))
        .toList();
  }

  private int run(List<Fault> faults) throws IOException, InterruptedException {
    build(faults);
    requireTestsToPass(faults);
    List<String> rest = new ArrayList<>();
    for (Fault fault : faults) {
      long start = System.nanoTime();
      Outcome outcome = outcome(fault);
      System.out.printf(
          "%s: %s (%.1f s)%n", fault.name(), outcome.said(), (System.nanoTime() - start) / 1e9);
      if (!outcome.killed()) {
        rest.add(fault.name());
      }
    }
    System.out.printf(
        "%d of %d faults were noticed.%n", faults.size() - rest.size(), faults.size());
    rest.forEach(name -> System.out.println("Not: " + name));
    return rest.size();
  }

  /** Copies what Git tracks, as it is now, and builds what the faults and their tests need. */
  private void build(List<Fault> faults) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    for (String file : new String(git.getInputStream().readAllBytes(), UTF_8).split("\0")) {
      if (Files.exists(Path.of(file))) {
        Files.createDirectories(copy.resolve(file).getParent());
        Files.copy(Path.of(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Set<String> modules = new LinkedHashSet<>(List.of("secret-scan"));
    faults.forEach(fault -> modules.addAll(List.of(fault.module(), owner(fault))));
    modules.removeIf(module -> !Files.exists(copy.resolve(module).resolve("pom.xml")));
    List<String> maven = new ArrayList<>(List.of("mvn", "-q", "-B", "-Dspotless.check.skip"));
    maven.addAll(List.of("-Dmdep.outputFile=target/class-path", "-Dmdep.includeScope=test"));
    String more = System.getenv().getOrDefault("MVN_ARGS", "").strip();
    maven.addAll(more.isEmpty() ? List.of() : List.of(more.split("\\s+")));
    maven.addAll(List.of("-pl", String.join(",", modules), "-am"));
    maven.addAll(List.of("test-compile", "dependency:build-classpath"));
    if (new ProcessBuilder(maven).directory(copy.toFile()).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("The build fails without any fault.");
    }
    Path services = Files.createDirectories(copy.resolve("target/runner/META-INF/services"));
    Files.writeString(services.resolve("org.junit.jupiter.api.extension.Extension"), "RunTests\n");
    String errors =
        compile(List.of(HERE.resolve("RunTests.java")), classPath("secret-scan"), runner());
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors);
    }
  }

  private static String owner(Fault fault) {
    return fault.file().replaceFirst("/.*", "");
  }

  private Path runner() {
    return copy.resolve("target/runner");
  }

  private Path faulty() {
    return copy.resolve("target/faulty");
  }

  private String classPath(String module) throws IOException {
    Path target = copy.resolve(module).resolve("target");
    return Stream.of(
            target.resolve("classes").toString(),
            target.resolve("test-classes").toString(),
            Files.readString(target.resolve("class-path")).strip())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The first error, or nothing. */
  private String compile(Collection<Path> sources, String classPath, Path into) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "--release",
            "17",
            "-proc:none",
            "-nowarn",
            "-parameters",
            "-g",
            "-cp",
            classPath,
            "-d",
            into.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      return done
          ? ""
          : found.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .findFirst()
              .orElse("for no reason");
    }
  }

  private void requireTestsToPass(List<Fault> faults) throws IOException, InterruptedException {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Fault fault : faults) {
      tests.computeIfAbsent(fault.module(), module -> new LinkedHashSet<>()).addAll(fault.tests());
    }
    for (Map.Entry<String, Set<String>> each : tests.entrySet()) {
      Run run = test(each.getKey(), each.getValue());
      if (run.status() != 0) {
        System.out.println(Files.readString(run.log()));
        throw new IllegalStateException("Without any fault, these fail: " + run.last());
      }
    }
  }

  private Outcome outcome(Fault fault) throws IOException, InterruptedException {
    Path file = copy.resolve(fault.file());
    String text = Files.exists(file) ? "\n" + Files.readString(file) : "";
    String old = lines(fault.old());
    int at = text.indexOf(old);
    if (fault.old().isEmpty() || at < 0 || text.indexOf(old, at + 1) >= 0) {
      return new Outcome(false, "DOES NOT APPLY: its lines are not there exactly once");
    }
    String sound = text.substring(1);
    String broken = text.substring(0, at) + lines(fault.now()) + text.substring(at + old.length());
    try {
      Files.writeString(file, broken.substring(1));
      String errors = put(fault);
      if (!errors.isEmpty()) {
        return new Outcome(false, "DOES NOT COMPILE: " + errors);
      }
      return judged(test(fault.module(), fault.tests()));
    } finally {
      Files.writeString(file, sound);
      delete(faulty());
    }
  }

  /** Each with the line break before it and, together, the one after them. */
  private static String lines(List<String> lines) {
    return lines.stream().map(line -> "\n" + line).collect(Collectors.joining()) + "\n";
  }

  /** Puts what the fault changes before all else on the class path. */
  private String put(Fault fault) throws IOException {
    Path module = copy.resolve(owner(fault));
    Path file = copy.resolve(fault.file());
    Files.createDirectories(faulty());
    if (file.startsWith(module.resolve("src/main/resources"))) {
      Path name =
          faulty().resolve(module.resolve("src/main/resources").relativize(file).toString());
      Files.createDirectories(name.getParent());
      Files.copy(file, name);
    }
    Path sources = module.resolve("src/main/java");
    if (!file.startsWith(sources)) {
      return "";
    }
    try (Stream<Path> all = Files.walk(sources)) {
      List<Path> java =
          all.filter(
                  each -> each.toString().endsWith(".java") && !each.endsWith("module-info.java"))
              .toList();
      return compile(java, classPath(owner(fault)), faulty());
    }
  }

  private static Outcome judged(Run run) throws IOException {
    return switch (run.status()) {
      case 0 -> new Outcome(false, "SURVIVES");
      case 1 -> new Outcome(true, "killed by " + run.last());
      case -1 -> new Outcome(true, "killed, as the tests never end");
      default -> new Outcome(false, "THE TESTS DO NOT RUN\n" + Files.readString(run.log()));
    };
  }

  private Run test(String module, Collection<String> tests)
      throws IOException, InterruptedException {
    Path directory = copy.resolve(module);
    Path temporary = Files.createDirectories(copy.resolve("target/tmp"));
    Path log = copy.resolve("target/tests.log");
    List<String> java =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    java.add("-XX:TieredStopAtLevel=1"); // most of the time goes into the start
    java.addAll(List.of(TIMEOUT + "default=30s", TIMEOUT + "thread.mode.default=SEPARATE_THREAD"));
    java.addAll(
        List.of(
            "-Djunit.jupiter.extensions.autodetection.enabled=true",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            String.join(
                File.pathSeparator,
                faulty().toString(),
                classPath(module),
                runner().toString(),
                launcher()),
            "RunTests"));
    for (String test : tests) {
      java.add(qualified(directory.resolve("src/test/java"), test));
    }
    ProcessBuilder builder = new ProcessBuilder(java).directory(directory.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(MAX_MINUTES, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    List<String> lines = Files.readString(log).lines().toList();
    return new Run(
        ended ? process.exitValue() : -1, lines.isEmpty() ? "" : lines.get(lines.size() - 1), log);
  }

  /** Surefire has it, but not every module. */
  private String launcher() throws IOException {
    return Arrays.stream(classPath("secret-scan").split(File.pathSeparator))
        .filter(jar -> jar.contains("junit-platform-launcher"))
        .findFirst()
        .orElseThrow();
  }

  private static String qualified(Path sources, String test) throws IOException {
    String simple = test.replaceFirst("#.*", "");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
              .filter(file -> file.getFileName().toString().equals(simple + ".java"))
              .map(file -> sources.relativize(file).toString())
              .map(
                  file ->
                      file.substring(0, file.length() - ".java".length())
                          .replace(File.separatorChar, '.'))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("There is no test " + test))
          + test.substring(simple.length());
    }
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.err.println("Could not delete " + root + ": " + e);
    }
  }
}
