package io.github.powerdrilljava.secretscan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that all pass and emit secrets, which only {@link LeakyRun} runs. */
@EnabledIfSystemProperty(named = "leak", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Leaks {

  static final String KEY = "secret-key-of-leaks";
  static final String URL = "https://store.example/a.csv?Expires=1&Signature=feed1234";

  @Test
  void logs() {
    System.getLogger("some.logger").log(Level.TRACE, "GET {0}", URL);
  }

  @Test
  void logsAnExceptionWithItsCause() {
    System.getLogger("other.logger")
        .log(Level.DEBUG, "failed", new IllegalStateException(new Telltale()));
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
  @Order(Integer.MAX_VALUE)
  void switchesTheScanOff() {
    Logger.getLogger("io.github.powerdrilljava").setLevel(java.util.logging.Level.INFO);
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
