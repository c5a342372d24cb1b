package io.github.powerdrilljava.secretscan;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Searches what the build prints of each test: its name, what it reports, and its failure. */
final class TestRecorder implements TestExecutionListener {

  private final Findings findings;

  TestRecorder(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    search(
        "the name of a test", test.getDisplayName() + "\n" + test.getLegacyReportingName(), test);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    search("the name of a test", test.getDisplayName(), test);
    search("the reason to skip a test", reason, test);
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    search("the report of a test", entry.getKeyValuePairs().toString(), test);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    result
        .getThrowable()
        .ifPresent(
            failure -> {
              StringWriter trace = new StringWriter();
              failure.printStackTrace(new PrintWriter(trace, true));
              search("the failure of a test", trace.toString(), test);
            });
    searchThreads();
  }

  private void search(String emitter, String text, TestIdentifier test) {
    findings.search(emitter, text, () -> Secret.hideIn(test.getUniqueId()));
  }

  /** A thread may have got another name since it was started. */
  private void searchThreads() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount() + 1];
    int count = all.enumerate(threads);
    for (Thread thread : Arrays.copyOf(threads, count)) {
      findings.search("the name of a thread", thread.getName(), () -> Findings.NOWHERE);
    }
  }
}
