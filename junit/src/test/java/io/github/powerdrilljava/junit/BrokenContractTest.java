package io.github.powerdrilljava.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.ContractViolationError;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;

/** A test fails if the contract was broken in it, and for no other reason of ours. */
class BrokenContractTest {

  /** The sandboxes that the tests below were given, in order. */
  private static final List<PowerdrillSandbox> GIVEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forgetSandboxes() {
    GIVEN.clear();
  }

  @PowerdrillSandboxTest
  static class Violations {
    @Test
    void keepsIt(PowerdrillClient client) {
      assertThat(client.datasets().list()).isEmpty();
    }

    @Test
    void breaksIt(PowerdrillSandbox sandbox) throws IOException {
      TestRuns.breakTheContract(sandbox);
    }

    @Test
    void breaksItOnPurpose(PowerdrillSandbox sandbox) throws IOException {
      TestRuns.breakTheContract(sandbox);
      assertThat(sandbox.takeViolations()).hasSize(1);
    }
  }

  @Test
  void aBrokenContractFailsThatTestOnly() {
    EngineExecutionResults results = TestRuns.run(Violations.class);
    results.testEvents().assertStatistics(all -> all.succeeded(2).failed(1));
    assertThat(results.testEvents().failed().stream().map(Event::getTestDescriptor))
        .singleElement()
        .matches(test -> test.getDisplayName().startsWith("breaksIt("));
    assertThat(TestRuns.onlyFailure(results))
        .isInstanceOf(ContractViolationError.class)
        .hasMessageContaining("The contract was violated once:")
        .hasMessageContaining("request of GET /api/v2/team/datasets")
        .hasMessageContaining("security");
  }

  @PowerdrillSandboxTest
  static class AfterEachBreaksIt {
    @Test
    void test() {}

    @AfterEach
    void after(PowerdrillSandbox sandbox) throws IOException {
      TestRuns.breakTheContract(sandbox);
    }
  }

  @PowerdrillSandboxTest
  static class TestIsAborted {
    @Test
    void test(PowerdrillSandbox sandbox) throws IOException {
      TestRuns.breakTheContract(sandbox);
      Assumptions.abort("on purpose");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {AfterEachBreaksIt.class, TestIsAborted.class})
  void aContractThatIsBrokenAfterOrInATestThatDoesNotFailFailsIt(Class<?> tests) {
    EngineExecutionResults results = TestRuns.run(tests);
    results.testEvents().assertStatistics(all -> all.failed(1));
    assertThat(TestRuns.failures(results))
        .singleElement()
        .isInstanceOf(ContractViolationError.class);
  }

  @PowerdrillSandboxTest
  static class TestFails {
    @Test
    void test(PowerdrillSandbox sandbox) throws IOException {
      GIVEN.add(sandbox);
      TestRuns.breakTheContract(sandbox);
      throw new AssertionFailedError("the test's own failure");
    }
  }

  @PowerdrillSandboxTest
  static class ConstructorFails {
    ConstructorFails(PowerdrillSandbox sandbox) throws IOException {
      GIVEN.add(sandbox);
      TestRuns.breakTheContract(sandbox);
      throw new AssertionFailedError("the test's own failure");
    }

    @Test
    void test() {}
  }

  @PowerdrillSandboxTest
  static class BeforeEachFails {
    @BeforeEach
    void before(PowerdrillSandbox sandbox) throws IOException {
      GIVEN.add(sandbox);
      TestRuns.breakTheContract(sandbox);
      throw new AssertionFailedError("the test's own failure");
    }

    @Test
    void test() {}
  }

  @ParameterizedTest
  @ValueSource(classes = {TestFails.class, ConstructorFails.class, BeforeEachFails.class})
  void aFailureOfTheTestIsNotHiddenByABrokenContract(Class<?> tests) {
    Throwable failure = TestRuns.onlyFailure(TestRuns.run(tests));
    assertThat(failure).hasMessage("the test's own failure");
    assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ContractViolationError.class);
    assertThat(GIVEN).hasSize(1).noneMatch(TestRuns::listens);
  }
}
