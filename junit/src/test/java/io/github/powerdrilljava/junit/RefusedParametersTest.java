package io.github.powerdrilljava.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to several tests gets no sandbox of one test. */
class RefusedParametersTest {

  @PowerdrillSandboxTest
  static class BeforeAllTests {
    @BeforeAll
    static void before(PowerdrillSandbox sandbox) {
      sandbox.close();
    }

    @Test
    void test() {}
  }

  @PowerdrillSandboxTest
  static class AfterAllTests {
    @Test
    void test() {}

    @AfterAll
    static void after(PowerdrillClient client) {
      client.close();
    }
  }

  @PowerdrillSandboxTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class ConstructorOfASharedInstance {
    ConstructorOfASharedInstance(PowerdrillClient.Builder builder) {
      builder.build().close();
    }

    @Test
    void test() {}
  }

  @ParameterizedTest
  @ValueSource(
      classes = {BeforeAllTests.class, AfterAllTests.class, ConstructorOfASharedInstance.class})
  void whatBelongsToSeveralTestsIsRefused(Class<?> tests) {
    assertThat(TestRuns.onlyFailure(TestRuns.run(tests)))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessageContaining(" belongs to one test, but ")
        .hasMessageContaining(tests.getSimpleName())
        .hasMessageContaining("@BeforeEach");
  }
}
