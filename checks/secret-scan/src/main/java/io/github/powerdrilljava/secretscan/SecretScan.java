package io.github.powerdrilljava.secretscan;

import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails a run of tests in which a secret was emitted, in every module that has this on its class
 * path.
 *
 * <p>No {@link Secret} may be in a log record of any level with its parameters and its logger's
 * name, in what is printed, in the message of an exception that is made, in the name of a thread or
 * a test, in the failure of a test, or in a process's arguments, whoever it comes from. Left out is
 * only what is the tests' own: the log of their HTTP client, and what assertions of a test that
 * passes complain of. What is emitted elsewhere, such as by a process, a test hands to {@link
 * #search}.
 *
 * <p>A logger of {@code System.getLogger} is heard whatever its level. Of a library that logs
 * through {@code java.util.logging} itself nothing is heard while a test has switched its logger
 * off.
 *
 * <p>At its end it emits secrets itself, and fails as well if they were not noticed.
 */
public final class SecretScan implements LauncherSessionListener {

  private static volatile boolean running;

  private final Findings findings = new Findings();
  private List<Recorder> recorders = List.of();

  /** Searches whatever is emitted in its way, until it is closed. */
  interface Recorder extends AutoCloseable {

    /** Stops, and reports it if something has escaped it until now. */
    @Override
    void close();
  }

  /**
   * Searches a text at once.
   *
   * @param emitter what wrote it, in the reader's words
   * @param permitted what this emitter was asked for
   * @throws AssertionError if a secret is in it
   * @throws IllegalStateException if nothing else of this run is searched
   */
  public static void search(String emitter, String text, Secret... permitted) {
    if (!running) {
      throw new IllegalStateException("The scan for secrets does not run.");
    }
    Findings findings = new Findings();
    findings.search(emitter, text, Findings::caller, List.of(permitted));
    findings.throwIfAny();
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (System.getenv("JAZZER_FUZZ") != null) {
      return; // so many exceptions would fill the disk; a fuzz test searches what it gets itself
    }
    recorders =
        List.of(
            new LogRecorder(findings),
            new PrintRecorder("standard output", () -> System.out, System::setOut, findings),
            new PrintRecorder("standard error", () -> System.err, System::setErr, findings),
            new EventRecorder(findings));
    session.getLauncher().registerTestExecutionListeners(new TestRecorder(findings));
    running = true;
  }

  /** Throws: JUnit swallows what other listeners throw, but this fails the build. */
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    running = false;
    recorders.forEach(Recorder::close);
    findings.throwIfAny();
  }
}
