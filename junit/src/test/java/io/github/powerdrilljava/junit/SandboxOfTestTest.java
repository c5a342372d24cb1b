package io.github.powerdrilljava.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has a sandbox of its own, see {@link PowerdrillSandboxTest}. */
class SandboxOfTestTest {

  /** The sandboxes that the tests below were given, in order. */
  private static final List<PowerdrillSandbox> GIVEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forgetSandboxes() {
    GIVEN.clear();
  }

  private static Set<PowerdrillSandbox> differentOnes() {
    Set<PowerdrillSandbox> different = Collections.newSetFromMap(new IdentityHashMap<>());
    different.addAll(GIVEN);
    return different;
  }

  @PowerdrillSandboxTest
  static class AllPlaces {
    private final PowerdrillSandbox sandbox;

    AllPlaces(PowerdrillSandbox sandbox) {
      this.sandbox = sandbox;
    }

    @BeforeEach
    void before(PowerdrillClient client, PowerdrillSandbox sandbox) {
      assertThat(sandbox).isSameAs(this.sandbox);
      sandbox.putDataset("dset-1", "Sales", "");
      assertThat(client.datasets().list()).hasSize(1);
    }

    @Test
    void test(PowerdrillClient.Builder builder, PowerdrillSandbox sandbox) {
      assertThat(sandbox).isSameAs(this.sandbox);
      try (PowerdrillClient other = builder.retries(Retries.NONE).build()) {
        assertThat(other.datasets().list()).hasSize(1);
      }
    }

    @AfterEach
    void after(PowerdrillSandbox sandbox, PowerdrillClient client) {
      assertThat(sandbox).isSameAs(this.sandbox);
      assertThat(client.datasets().list()).hasSize(1);
      GIVEN.add(sandbox);
    }
  }

  @Test
  void aTestHasOneSandboxInAllPlacesUntilItEnds() {
    TestRuns.assertThatAllPass(TestRuns.run(AllPlaces.class), 1);
    assertThat(GIVEN).hasSize(1).noneMatch(TestRuns::listens);
  }

  @PowerdrillSandboxTest
  static class SeveralTests {
    SeveralTests(PowerdrillSandbox sandbox) {
      GIVEN.add(sandbox);
    }

    @Test
    void one() {}

    @RepeatedTest(2)
    void repeated() {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withAnArgument(int argument, PowerdrillSandbox sandbox) {
      assertThat(sandbox).isSameAs(GIVEN.get(GIVEN.size() - 1));
      assertThat(argument).isPositive();
    }
  }

  @Test
  void everyInvocationHasItsOwn() {
    TestRuns.assertThatAllPass(TestRuns.run(SeveralTests.class), 5);
    assertThat(differentOnes()).hasSize(5).noneMatch(TestRuns::listens);
  }

  static class Inheriting extends SeveralTests {
    Inheriting(PowerdrillSandbox sandbox) {
      super(sandbox);
    }
  }

  @Test
  void aSubclassHasThemToo() {
    TestRuns.assertThatAllPass(TestRuns.run(Inheriting.class), 5);
    assertThat(differentOnes()).hasSize(5);
  }

  @PowerdrillSandboxTest
  static class Outer {
    final PowerdrillSandbox ofOuter;

    Outer(PowerdrillSandbox sandbox) {
      ofOuter = sandbox;
    }

    @Nested
    class Inner {
      final PowerdrillSandbox ofInner;

      Inner(PowerdrillSandbox sandbox) {
        ofInner = sandbox;
      }

      @Test
      void test(PowerdrillSandbox sandbox) {
        assertThat(sandbox).isSameAs(ofInner).isSameAs(ofOuter);
        GIVEN.add(sandbox);
      }

      @Test
      void other(PowerdrillSandbox sandbox) {
        test(sandbox);
      }
    }
  }

  @Test
  void aNestedTestSharesItsOwnWithTheConstructorsAround() {
    TestRuns.assertThatAllPass(TestRuns.run(Outer.class), 2);
    assertThat(differentOnes()).hasSize(2);
  }

  @PowerdrillSandboxTest
  static class Factory {
    @TestFactory
    Stream<DynamicTest> tests(PowerdrillSandbox sandbox, PowerdrillClient client) {
      GIVEN.add(sandbox);
      return Stream.of("dset-1", "dset-2")
          .map(
              id ->
                  DynamicTest.dynamicTest(
                      id,
                      () -> {
                        sandbox.putDataset(id, id, "");
                        assertThat(client.datasets().list()).anyMatch(set -> set.id().equals(id));
                      }));
    }
  }

  @Test
  void dynamicTestsShareTheOneOfTheirFactory() {
    TestRuns.assertThatAllPass(TestRuns.run(Factory.class), 2);
    assertThat(GIVEN).hasSize(1).noneMatch(TestRuns::listens);
  }

  @PowerdrillSandboxTest
  @Execution(ExecutionMode.CONCURRENT)
  static class AtTheSameTime {
    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @ParameterizedTest
    @ValueSource(strings = {"dset-1", "dset-2"})
    void test(String id, PowerdrillSandbox sandbox, PowerdrillClient client)
        throws InterruptedException, BrokenBarrierException, TimeoutException {
      sandbox.putDataset(id, id, "");
      BOTH.await(30, TimeUnit.SECONDS);
      assertThat(client.datasets().list()).singleElement().matches(set -> set.id().equals(id));
      GIVEN.add(sandbox);
    }
  }

  @Test
  void testsAtTheSameTimeShareNothing() {
    TestRuns.assertThatAllPass(
        TestRuns.run(
            AtTheSameTime.class,
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "2"),
        2);
    assertThat(differentOnes()).hasSize(2);
  }

  @PowerdrillSandboxTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class SharedInstance {
    @BeforeEach
    void before(PowerdrillSandbox sandbox) {
      GIVEN.add(sandbox);
    }

    @Test
    void one(PowerdrillSandbox sandbox) {
      assertThat(sandbox).isSameAs(GIVEN.get(GIVEN.size() - 1));
    }

    @Test
    void other(PowerdrillSandbox sandbox) {
      one(sandbox);
    }
  }

  @Test
  void testsOfASharedInstanceHaveTheirOwn() {
    TestRuns.assertThatAllPass(TestRuns.run(SharedInstance.class), 2);
    assertThat(differentOnes()).hasSize(2).noneMatch(TestRuns::listens);
  }
}
