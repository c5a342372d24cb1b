package io.github.powerdrilljava.nativeimage;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests of the facade, and prints how many succeeded. */
final class TestsProgram {

  /** What would take too long under a debugger, runs in other processes, or reads the sources. */
  private static final String EXCLUDED =
      ".*[.](ContractSuite\\w*|Disk|DownloadSchedules|ExportPowerCut|JavadocExamples|Large\\w+|Live\\w+"
          + "|OddDisk|OldLibrary|OneWriter|PowerCut|Readme|Rooms|RuntimeClassPath)Test";

  private TestsProgram() {}

  /** With a regular expression for the names of their classes. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    PrintStream none =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    System.setOut(none);
    System.setErr(none);
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("io.github.powerdrilljava"))
                .filters(includeClassNamePatterns(args[0]), excludeClassNamePatterns(EXCLUDED))
                .build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    out.println(
        "%d of %d tests succeeded"
            .formatted(summary.getTestsSucceededCount(), summary.getTestsFoundCount()));
    summary.getFailures().forEach(each -> out.println(each.getTestIdentifier().getUniqueId()));
    out.flush();
    System.exit(0); // some tests leave threads
  }
}
