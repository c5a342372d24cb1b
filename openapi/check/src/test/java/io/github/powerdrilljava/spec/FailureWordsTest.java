package io.github.powerdrilljava.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong while a contract is tried is said in a sentence, with the status of no verdict.
 */
class FailureWordsTest {

  @TempDir Path root;

  /** Fails as the facade's trial might. */
  private record Failing(Throwable failure) implements SpecCheck.Trial {

    @Override
    public List<Need> run(Map<String, Object> merged, Consumer<String> unusable)
        throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      } else if (failure instanceof Error e) {
        throw e;
      }
      throw (RuntimeException) failure;
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a.yaml"), "there is no file a.yaml"),
        Arguments.of(
            new NoSuchFileException("a.yaml", null, "Not there"), "there is no file a.yaml"),
        Arguments.of(new AccessDeniedException("a.yaml"), "no permission for a.yaml"),
        Arguments.of(
            new AccessDeniedException("a.yaml", null, "Denied"), "no permission for a.yaml"),
        Arguments.of(
            new FileSystemException("a.yaml", null, "Too many levels of symbolic links"),
            "Too many levels of symbolic links: a.yaml"),
        Arguments.of(new FileSystemException("a.yaml"), "a.yaml"),
        Arguments.of(new IOException("The contract suite failed"), "The contract suite failed"),
        Arguments.of(new IOException("A\u001b[2J"), "A\\u001b[2J"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void reportsInASentenceWhatFailed(IOException failure, String sentence) throws Exception {
    try (Checkout checkout = new Checkout(root, new Failing(failure))) {
      assertThat(checkout.run("check", checkout.contract.toString())).isEqualTo(2);
      assertThat(checkout.err()).isEqualTo("powerdrill spec: " + sentence + "\n");
      assertThat(checkout.out()).isEmpty();
    }
  }

  @Test
  void reportsWhereItFailedWithoutTextOfTheContract() throws Exception {
    Failing defect = new Failing(new IllegalStateException("words of the contract"));
    try (Checkout checkout = new Checkout(root, defect)) {
      assertThat(checkout.run("check", checkout.contract.toString())).isEqualTo(2);
      assertThat(checkout.err())
          .startsWith("powerdrill spec: it failed at ")
          .contains("FailureWordsTest.reportsWhereItFailed")
          .endsWith("; this is a defect of powerdrill spec\n")
          .doesNotContain("words of the contract");
    }
  }

  static Stream<Error> limits() {
    return Stream.of(new StackOverflowError(), new OutOfMemoryError("Java heap space"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void hasNoUseForAContractThatIsTooLargeToBeTried(Error limit) throws Exception {
    try (Checkout checkout = new Checkout(root, new Failing(limit))) {
      assertThat(checkout.run("check", checkout.contract.toString())).isEqualTo(2);
      assertThat(checkout.out())
          .isEqualTo(
              """
              It cannot be used:
                It is too large, or its schemas refer too deeply, to be tried.
              Verdict: not a usable contract.
              """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "accept"})
  void reportsThatADirectoryIsNotAFile(String command) throws Exception {
    try (Checkout checkout = new Checkout(root, (merged, unusable) -> List.of())) {
      assertThat(checkout.run(command, root.toString())).isEqualTo(2);
      assertThat(checkout.err()).isEqualTo("powerdrill spec: It is a directory: " + root + "\n");
    }
  }
}
