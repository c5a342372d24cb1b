package io.github.powerdrilljava.secretscan;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs {@link Leaks} in a process of its own, as a build tool would. */
final class LeakyRun {

  private LeakyRun() {}

  public static void main(String[] args) {
    System.setProperty("leak", "true");
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(Leaks.class))
                  .build());
    }
  }
}
