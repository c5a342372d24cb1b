package io.github.powerdrilljava.spec;

import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.FileSystem;

/**
 * Generates the client of a contract, compiles today's facade against it, and runs the contract
 * suite with both, the same that {@code mvn verify} runs.
 */
final class FacadeTrial implements SpecCheck.Trial {

  private static final String SUITE = "io.github.powerdrilljava.contract.ContractSuite";
  private static final String FACADE = "facade/src/main/java";
  private static final String SUITE_SOURCES =
      "facade/src/test/java/io/github/powerdrilljava/contract";

  private final Path root;

  FacadeTrial(Path root) {
    this.root = root;
  }

  @Override
  public List<Need> run(Map<String, Object> merged, Consumer<String> unusable) throws IOException {
    Path directory = Files.createTempDirectory("powerdrill-spec");
    try {
      Path client = directory.resolve("client");
      List<String> problems = new Generation(root.resolve("generated-client")).run(merged, client);
      if (!problems.isEmpty()) {
        problems.forEach(unusable);
        return List.of();
      }
      Path facade = Files.createDirectories(directory.resolve("facade"));
      List<Need> needs = compile(client.resolve("classes"), facade);
      return needs.isEmpty() ? runSuite(client.resolve("classes"), facade, merged) : needs;
    } finally {
      FileSystem.SYSTEM.deleteRecursively(okio.Path.get(directory));
    }
  }

  private List<Need> compile(Path client, Path target) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String directory : List.of(FACADE, SUITE_SOURCES)) {
      try (Stream<Path> all = Files.walk(root.resolve(directory))) {
        all.filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .forEach(sources::add);
      }
    }
    List<Compilation.Problem> problems = Compilation.run(sources, List.of(client), target);
    if (problems.isEmpty()) {
      return List.of();
    }
    String places = problems.stream().map(this::place).distinct().collect(Collectors.joining("\n"));
    return List.of(new Need("", "", "", "The facade no longer compiles.", places));
  }

  private String place(Compilation.Problem problem) {
    return (problem.file() == null
            ? ""
            : root.relativize(problem.file()) + ", line " + problem.line() + ": ")
        + problem.message();
  }

  private List<Need> runSuite(Path client, Path facade, Map<String, Object> merged)
      throws IOException {
    List<Path> classes = List.of(client, facade, root.resolve("facade/src/main/resources"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = Isolation.of(classes)) {
      thread.setContextClassLoader(loader);
      List<?> findings =
          (List<?>)
              loader
                  .loadClass(SUITE)
                  .getMethod("run", String.class)
                  .invoke(null, Document.write(merged));
      List<Need> needs = new ArrayList<>();
      for (Object finding : findings) {
        needs.add(need(finding));
      }
      return needs;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof VirtualMachineError error) {
        throw error;
      }
      throw new IOException("The contract suite itself failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("The contract suite cannot be run", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Need need(Object finding) throws ReflectiveOperationException {
    List<String> parts = new ArrayList<>();
    for (String part : List.of("operation", "field", "pointer", "what", "evidence")) {
      parts.add(String.valueOf(finding.getClass().getMethod(part).invoke(finding)));
    }
    return new Need(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
  }
}
