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
 * Puts faults into a copy of the checkout, one at a time, and sees that a test fails. The copy is
 * built once, by Maven. With a fault in it, only the sources of one module are compiled again, by
 * javac alone: no lint can hide a fault.
 */
final class Faults {

  /** What became of a fault. */
  private record Outcome(boolean isNoticed, String said) {}

  private final Copy copy;

  private Faults(Copy copy) {
    this.copy = copy;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    List<Fault> faults =
        Fault.all().stream()
            .filter(fault -> words.length == 0 || Arrays.stream(words).anyMatch(fault::isAbout))
            .toList();
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("There is no such fault.");
    }
    for (Fault fault : faults) {
      fault.requireTests();
    }
    Path root = Files.createTempDirectory("faults").toRealPath();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Copy.delete(root)));
    Copy copy = new Copy(root);
    copy.build(faults);
    System.exit(new Faults(copy).run(faults) ? 0 : 1);
  }

  private boolean run(List<Fault> faults) throws IOException, InterruptedException {
    requireTestsToPass(faults);
    List<String> unnoticed = new ArrayList<>();
    for (Fault fault : faults) {
      long start = System.nanoTime();
      Outcome outcome = outcome(fault);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%s: %s (%.1f s)%n", fault.name(), outcome.said(), seconds);
      if (!outcome.isNoticed()) {
        unnoticed.add(fault.name());
      }
    }
    int noticed = faults.size() - unnoticed.size();
    System.out.printf("%d of %d faults were noticed.%n", noticed, faults.size());
    unnoticed.forEach(name -> System.out.println("Not: " + name));
    return unnoticed.isEmpty();
  }

  private void requireTestsToPass(List<Fault> faults) throws IOException, InterruptedException {
    Map<String, Set<String>> tests = new TreeMap<>();
    for (Fault fault : faults) {
      tests
          .computeIfAbsent(fault.module(), module -> new LinkedHashSet<>())
          .addAll(fault.qualifiedTests());
    }
    for (Map.Entry<String, Set<String>> each : tests.entrySet()) {
      Copy.Run run = copy.test(each.getKey(), each.getValue(), Copy.MAX_MINUTES_OF_ALL);
      if (run.status() != 0) {
        System.out.println(run.output());
        throw new IllegalStateException(
            run.status() == Copy.NEVER_ENDS
                ? "Without any fault, the tests of " + each.getKey() + " do not end in time"
                : "Without any fault, these fail: " + run.lastLine());
      }
    }
  }

  private Outcome outcome(Fault fault) throws IOException, InterruptedException {
    Path file = copy.root().resolve(fault.file());
    String sound = Files.exists(file) ? Files.readString(file) : "";
    String broken = fault.putInto(sound);
    if (broken == null) {
      return new Outcome(false, "DOES NOT APPLY: its lines are not there exactly once");
    }
    try {
      Files.writeString(file, broken);
      String error = copy.compile(fault);
      return error.isEmpty()
          ? judged(copy.test(fault.module(), fault.qualifiedTests(), Copy.MAX_MINUTES))
          : new Outcome(false, "DOES NOT COMPILE: " + error);
    } finally {
      Files.writeString(file, sound);
      copy.forgetFault();
    }
  }

  private static Outcome judged(Copy.Run run) {
    return switch (run.status()) {
      case 0 -> new Outcome(false, "SURVIVES");
      case 1 -> new Outcome(true, "killed by " + run.lastLine());
      case Copy.NEVER_ENDS -> new Outcome(true, "killed, as the tests never end");
      default -> new Outcome(false, "THE TESTS DO NOT RUN\n" + run.output());
    };
  }
}

/**
 * A fault, as the {@code .txt} files beside this one have it, in a block that a blank line ends:
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
 */
record Fault(
    String name,
    String module,
    String file,
    List<String> old,
    List<String> replacement,
    List<String> tests) {

  static final Path HERE = Path.of("checks", "faults");

  static List<Fault> all() throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (Stream<Path> files = Files.list(HERE)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
        for (String block : Files.readString(file).split("\n\\s*\n")) {
          List<String> lines = block.lines().filter(line -> !line.matches("#.*|\\s*")).toList();
          if (!lines.isEmpty()) {
            faults.add(of(lines));
          }
        }
      }
    }
    return faults;
  }

  private static Fault of(List<String> lines) {
    if (!lines.stream().allMatch(line -> line.matches("(=|module|file|test) .*|[<>]( .*)?"))) {
      throw new IllegalArgumentException(
          "There is a line of another kind in\n" + String.join("\n", lines));
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
          "There is not one line that begins with \"" + key + "\" in\n" + String.join("\n", lines));
    }
    return texts.get(0).strip();
  }

  private static List<String> texts(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.equals(key) || line.startsWith(key + " "))
        .map(line -> line.substring(Math.min(line.length(), key.length() + 1)))
        .toList();
  }

  boolean isAbout(String word) {
    return (name + "\n" + file).toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
  }

  /** The module that the file belongs to. */
  String owner() {
    return file.replaceFirst("/(src/.*|[^/]*)$", "");
  }

  /** The text of the file with this fault; null if its lines are not there exactly once. */
  String putInto(String text) {
    String padded = "\n" + text;
    String wanted = between(old);
    int at = padded.indexOf(wanted);
    return old.isEmpty() || at < 0 || padded.indexOf(wanted, at + 1) >= 0
        ? null
        : (padded.substring(0, at) + between(replacement) + padded.substring(at + wanted.length()))
            .substring(1);
  }

  /** The lines, each with the line break before it, and the one after the last. */
  private static String between(List<String> lines) {
    return lines.stream().map(line -> "\n" + line).collect(Collectors.joining()) + "\n";
  }

  void requireTests() throws IOException {
    List<String> unused = qualifiedTests();
  }

  /** With the packages of their classes. */
  List<String> qualifiedTests() throws IOException {
    List<String> qualified = new ArrayList<>();
    for (String test : tests) {
      String simple = test.replaceFirst("#.*", "");
      qualified.add(qualified(simple) + test.substring(simple.length()));
    }
    return qualified;
  }

  private String qualified(String simple) throws IOException {
    Path sources = Path.of(module, "src/test/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(each -> each.endsWith(simple + ".java"))
          .map(each -> sources.relativize(each.resolveSibling(simple)).toString())
          .map(each -> each.replace(File.separatorChar, '.'))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("There is no test " + simple));
    }
  }
}

/**
 * A copy of the checkout, in which what a fault changes comes before all else on the class path.
 */
final class Copy {

  /** The status of tests that had to be ended. */
  static final int NEVER_ENDS = -1;

  /** For the tests of one fault. */
  static final int MAX_MINUTES = 3;

  /** For those of all faults, one after the other. */
  static final int MAX_MINUTES_OF_ALL = 20;

  private static final String SECRET_SCAN = "checks/secret-scan";
  private static final String TIMEOUT = "-Djunit.jupiter.execution.timeout.";

  /** How a run of tests ended. */
  record Run(int status, String output) {
    String lastLine() {
      return output.strip().replaceFirst("(?s).*\n", "");
    }
  }

  private final Path root;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  Copy(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Copies what Git tracks, as it is now, and builds what the faults and their tests need. */
  void build(List<Fault> faults) throws IOException, InterruptedException {
    copyTrackedFiles();
    Set<String> modules = new LinkedHashSet<>(List.of(SECRET_SCAN)); // it has JUnit's launcher
    faults.forEach(fault -> modules.addAll(List.of(fault.module(), fault.owner())));
    modules.removeIf(module -> !Files.exists(root.resolve(module).resolve("pom.xml")));
    List<String> maven = new ArrayList<>(List.of("mvn", "-q", "-B", "-Dspotless.check.skip"));
    maven.addAll(List.of("-Dmdep.outputFile=target/class-path", "-Dmdep.includeScope=test"));
    String more = System.getenv().getOrDefault("MVN_ARGS", "").strip();
    maven.addAll(more.isEmpty() ? List.of() : List.of(more.split("\\s+")));
    maven.addAll(List.of("-pl", String.join(",", modules), "-am"));
    maven.addAll(List.of("test-compile", "dependency:build-classpath"));
    if (new ProcessBuilder(maven).directory(root.toFile()).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("The build fails without any fault.");
    }
    Path services = Files.createDirectories(runner().resolve("META-INF/services"));
    Files.writeString(services.resolve("org.junit.jupiter.api.extension.Extension"), "RunTests\n");
    List<Path> source = List.of(Fault.HERE.resolve("RunTests.java"));
    String error = compile(source, classPath(SECRET_SCAN), runner());
    if (!error.isEmpty()) {
      throw new IllegalStateException(error);
    }
  }

  private void copyTrackedFiles() throws IOException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    for (String file : new String(git.getInputStream().readAllBytes(), UTF_8).split("\0")) {
      if (Files.exists(Path.of(file))) {
        Files.createDirectories(root.resolve(file).getParent());
        Files.copy(Path.of(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private Path runner() {
    return root.resolve("target/runner");
  }

  private Path faulty() {
    return root.resolve("target/faulty");
  }

  void forgetFault() {
    delete(faulty());
  }

  private String classPath(String module) throws IOException {
    Path target = root.resolve(module).resolve("target");
    return Stream.of(
            target.resolve("classes").toString(),
            target.resolve("test-classes").toString(),
            Files.readString(target.resolve("class-path")).strip())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Compiles the module that has the fault, or takes its resource; the first error, or nothing. */
  String compile(Fault fault) throws IOException {
    Path main = root.resolve(fault.owner()).resolve("src/main");
    Path file = root.resolve(fault.file());
    Files.createDirectories(faulty());
    if (file.startsWith(main.resolve("resources"))) {
      Path resource = faulty().resolve(main.resolve("resources").relativize(file));
      Files.createDirectories(resource.getParent());
      Files.copy(file, resource);
    }
    if (!file.startsWith(main.resolve("java"))) {
      return "";
    }
    try (Stream<Path> all = Files.walk(main.resolve("java"))) {
      List<Path> java =
          all.filter(each -> each.toString().endsWith(".java"))
              .filter(each -> !each.endsWith("module-info.java"))
              .toList();
      return compile(java, classPath(fault.owner()), faulty());
    }
  }

  private String compile(Collection<Path> sources, String classPath, Path into) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options = new ArrayList<>(List.of("--release", "17", "-proc:none", "-nowarn"));
    options.addAll(List.of("-parameters", "-g", "-cp", classPath, "-d", into.toString()));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, UTF_8)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      return compiler.getTask(null, files, found, options, null, units).call()
          ? ""
          : found.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .map(Object::toString)
              .findFirst()
              .orElse("for no reason");
    }
  }

  /** Runs tests of a module, until one fails, which the last line of the output names. */
  Run test(String module, Collection<String> tests, int maxMinutes)
      throws IOException, InterruptedException {
    Path log = root.resolve("target/tests.log");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.add("-XX:TieredStopAtLevel=1"); // most of the time goes into the start
    command.addAll(
        List.of(TIMEOUT + "default=30s", TIMEOUT + "thread.mode.default=SEPARATE_THREAD"));
    command.add("-Djunit.jupiter.extensions.autodetection.enabled=true");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(root.resolve("target/tmp")));
    command.addAll(List.of("-cp", testClassPath(module), "RunTests"));
    command.addAll(tests);
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.resolve(module).toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(maxMinutes, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    return new Run(ended ? process.exitValue() : NEVER_ENDS, Files.readString(log));
  }

  /** Surefire has the launcher, but not every module. */
  private String testClassPath(String module) throws IOException {
    String launcher =
        Arrays.stream(classPath(SECRET_SCAN).split(File.pathSeparator))
            .filter(jar -> jar.contains("junit-platform-launcher"))
            .findFirst()
            .orElseThrow();
    return String.join(
        File.pathSeparator, faulty().toString(), classPath(module), runner().toString(), launcher);
  }

  static void delete(Path root) {
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
