package io.github.powerdrilljava.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a Powerdrill sandbox of its own, and a client of it, as parameters.
 * Needs JUnit 5.12 or newer, or JUnit 6.
 *
 * <pre>{@code
 * @PowerdrillSandboxTest
 * class SalesTest {
 *   @Test
 *   void listsTheFiles(PowerdrillSandbox sandbox, PowerdrillClient powerdrill) {
 *     sandbox.put("dset-1", "ds-1", Path.of("src/test/resources/sales.csv"));
 *     assertEquals(List.of("sales.csv"), new Sales(powerdrill).files("dset-1"));
 *   }
 * }
 * }</pre>
 *
 * <p>These parameters can stand in the constructor, in {@code @BeforeEach} and {@code @AfterEach}
 * methods, and in tests of any kind, in any order and among others:
 *
 * <ul>
 *   <li>{@link io.github.powerdrilljava.sandbox.PowerdrillSandbox}: started, and empty;
 *   <li>{@link io.github.powerdrilljava.PowerdrillClient}: ready to use, with its default settings;
 *   <li>{@link io.github.powerdrilljava.PowerdrillClient.Builder}: has the sandbox's base URL, API
 *       key and user id, for a client with other settings. A new one for each parameter; the test
 *       closes what it builds.
 * </ul>
 *
 * <p>After the test and its {@code @AfterEach} methods, the client is closed, and then the sandbox.
 * If a request or a response broke the contract, that test fails with a {@link
 * io.github.powerdrilljava.sandbox.ContractViolationError}. If the test has failed anyway, its own
 * failure is reported, and the error is suppressed in it. A test that breaks the contract on
 * purpose calls {@code sandbox.takeViolations()}.
 *
 * <p>All parameters of one test belong to one sandbox, also those of the constructors around a
 * {@code @Nested} class. Each repetition, and each invocation of a parameterized test, is a test;
 * all dynamic tests of a {@code @TestFactory} are one. Tests that run at the same time share
 * nothing. A test without such a parameter starts no sandbox.
 *
 * <p>What belongs to several tests gets none of them: {@code @BeforeAll} and {@code @AfterAll}
 * methods, and the constructor of a class whose instance all of its tests share ({@code
 * Lifecycle.PER_CLASS}). JUnit then fails the class with a {@code ParameterResolutionException}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SandboxExtension.class)
public @interface PowerdrillSandboxTest {}
