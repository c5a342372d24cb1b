package io.github.powerdrilljava.secretscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that emit secrets, which only {@link LeakyRun} runs. */
@EnabledIfSystemProperty(named = "leak", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Leaks {

  /** Held, since the log manager forgets loggers that nobody holds. */
  private static final Logger SWITCHED_OFF = Logger.getLogger("io.github.powerdrilljava");

  static final String KEY = "secret-key-of-leaks";
  static final String URL = "https://store.example/a.csv?Expires=1&Signature=feed1234";

  /** Held here, since the log manager forgets loggers that nobody holds. */
  private static @Nullable Logger named;

  @Test
  void logs() {
    System.getLogger("some.logger").log(Level.TRACE, "GET {0}", URL);
  }

  @Test
  void logsAnExceptionWithItsCause() {
    System.getLogger("other.logger")
        .log(Level.DEBUG, "failed", new IllegalStateException("plain", new Telltale()));
  }

  @Test
  @SuppressWarnings("SystemOut")
  void prints() {
    System.out.print("the key is " + KEY);
    System.out.println('.');
    System.err.print(URL);
  }

  @Test
  void makesAnExceptionThatNobodySees() {
    Throwable unused = new IllegalArgumentException("x".repeat(100_000) + KEY);
  }

  @Test
  void namesAThread() throws InterruptedException {
    Thread thread = new Thread(() -> {}, "loads " + URL);
    thread.start();
    thread.join();
  }

  @Test
  void startsAProcess() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    new ProcessBuilder(java, "-Dkey=" + KEY, "-version").start().waitFor();
  }

  @Test
  void renamesAThreadThatLivesOn() throws InterruptedException {
    CountDownLatch renamed = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().setName("lives on " + KEY);
              renamed.countDown();
              LockSupport.park();
            });
    thread.setDaemon(true);
    thread.start();
    renamed.await();
  }

  @Test
  @SuppressWarnings("SystemOut")
  void renamesAThreadThatPrints() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().setName("prints " + URL);
              System.out.println("plain");
            });
    thread.start();
    thread.join();
  }

  @Test
  void namesALogger() {
    named = Logger.getLogger("named." + KEY);
    assertThat(named).isNotNull();
  }

  @Test
  void logsAParameterThatHasNoPlaceholder() {
    Logger.getLogger("parameter.logger")
        .log(java.util.logging.Level.FINEST, "plain", new Object[] {new Object[] {URL}});
  }

  @Test
  void logsWhileItsLoggerIsOff() {
    Logger logger = Logger.getLogger("silenced.logger");
    java.util.logging.Level level = logger.getLevel();
    logger.setLevel(java.util.logging.Level.OFF);
    System.getLogger("silenced.logger").log(Level.DEBUG, () -> "the key is " + KEY);
    logger.setLevel(level);
  }

  @Test
  void logsWhileItsLoggerIsFiltered() {
    Logger logger = Logger.getLogger("filtered.logger");
    logger.setFilter(entry -> false);
    System.getLogger("filtered.logger").log(Level.INFO, "at {0}", URL);
    logger.setFilter(null);
  }

  @Test
  void throwsAnAssertionErrorThatSomebodyCatches() {
    try {
      throw new AssertionError("impossible: " + KEY);
    } catch (AssertionError e) {
      assertThat(e).hasMessageStartingWith("impossible");
    }
  }

  @Test
  void complainsOfNothingWhereAnAssertionIsExpectedToFail() {
    assertThatThrownBy(() -> assertThat("expected " + KEY).isEmpty())
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat("expected " + KEY).isEqualTo("other"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  @DisplayName("is called " + KEY)
  void hasATellingName() {}

  @Test
  void reports(TestReporter reporter) {
    reporter.publishEntry("url", URL);
  }

  @Test
  void fails() {
    IllegalStateException failure = new IllegalStateException("plain");
    failure.addSuppressed(new Exception(new Telltale()));
    throw failure;
  }

  @Test
  void failsAnAssertion() {
    assertThat("asserted " + URL).isEmpty();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void switchesTheScanOff() {
    SWITCHED_OFF.setLevel(java.util.logging.Level.INFO);
    System.setErr(System.out);
  }

  /** Whose message only shows when it is printed. */
  private static final class Telltale extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return KEY;
    }
  }
}
