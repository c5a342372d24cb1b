package io.github.powerdrilljava.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "powerdrill " + Objects.requireNonNullElse(version, "(not run from its jar)"),
      "Java " + Runtime.version()
    };
  }
}
