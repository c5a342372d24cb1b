package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.spec.TinyProject.FACADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade and its contract suite are compiled and run with the client of a contract. */
class FacadeTrialTest {

  @TempDir Path root;
  private TinyProject project;
  private final List<String> unusable = new ArrayList<>();

  @BeforeEach
  void setUp() throws Exception {
    project = new TinyProject(root);
  }

  private List<Need> tried() throws IOException {
    return new FacadeTrial(root).run(TinyProject.merged(), unusable::add);
  }

  @Test
  void needsNothingWhereTheSuiteFindsNothing() throws Exception {
    assertThat(tried()).isEmpty();
    assertThat(unusable).isEmpty();
  }

  @Test
  void needsWhatTheSuiteFinds() throws Exception {
    project.suite(
        """
        return List.of(
            new Finding("GET /foo", "size", "#/paths", "It is not set", "a request"),
            new Finding("", "", "", merged, ""));
        """);
    assertThat(tried())
        .satisfiesExactly(
            need ->
                assertThat(need)
                    .isEqualTo(
                        new Need("GET /foo", "size", "#/paths", "It is not set", "a request")),
            need -> assertThat(need.what()).contains("\"/foo\"", "\"operationId\""));
    assertThat(unusable).isEmpty();
  }

  @Test
  void runsTheSuiteWithClientFacadeAndResourcesAndItsLoaderOfTheThread() throws Exception {
    project.suite(
        """
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader.loadClass("io.github.powerdrilljava.generated.api.FooApi");
        loader.loadClass("Facade");
        String resource = new String(
            loader.getResourceAsStream("facade.txt").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
        return List.of(new Finding("", "", "", resource, ""));
        """);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    assertThat(tried()).extracting(Need::what).containsExactly("a resource");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    project.suite(
        """
        String place = ContractSuite.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return List.of(new Finding("", "", "", place, ""));
        """);
    Path classes = Path.of(tried().get(0).what());
    assertThat(classes).hasFileName("facade");
    assertThat(classes.getParent()).doesNotExist();
  }

  @Test
  void namesEachPlaceThatNoLongerCompilesOnceAndRunsNoSuite() throws Exception {
    project.file(FACADE + "Facade.java", "class Facade {\n  Gone a; Gone b;\n  Lost c;\n}\n");
    project.suite("throw new AssertionError();");
    assertThat(tried())
        .singleElement()
        .satisfies(
            need -> {
              assertThat(need.line()).isEqualTo("The facade no longer compiles.");
              assertThat(need.evidence().lines())
                  .satisfiesExactly(
                      line ->
                          assertThat(line)
                              .startsWith(FACADE + "Facade.java, line 2: ")
                              .contains("Gone"),
                      line ->
                          assertThat(line)
                              .startsWith(FACADE + "Facade.java, line 3: ")
                              .contains("Lost"));
            });
    assertThat(unusable).isEmpty();
  }

  @Test
  void compilesTheSuiteBesideTheFacade() throws Exception {
    project.suite("return new Gone();");
    assertThat(tried())
        .singleElement()
        .satisfies(need -> assertThat(need.evidence()).startsWith(TinyProject.SUITE + ", line "));
  }

  @Test
  void triesNoFacadeWithoutAClient() throws Exception {
    project.template("Plain", "class Plain { Gone gone; }");
    project.file(FACADE + "Facade.java", "nor is this Java");
    assertThat(tried()).isEmpty();
    assertThat(unusable)
        .singleElement()
        .asString()
        .startsWith("What is generated does not compile: Plain.java, line 1: ");
  }

  @Test
  void leavesAnErrorOfTheVirtualMachineToWhoReportsIt() throws Exception {
    project.suite("throw new StackOverflowError();");
    assertThatThrownBy(this::tried).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void blamesTheSuiteForAFailureOfItsOwn() throws Exception {
    project.suite("throw new IllegalStateException(\"no server\");");
    assertThatThrownBy(this::tried)
        .isInstanceOf(IOException.class)
        .hasMessage("The contract suite itself failed")
        .hasRootCauseMessage("no server");
  }

  @Test
  void reportsThatThereIsNoSuiteToRun() throws Exception {
    Files.delete(root.resolve(TinyProject.SUITE));
    assertThatThrownBy(this::tried)
        .isInstanceOf(IOException.class)
        .hasMessage("The contract suite cannot be run");
  }
}
