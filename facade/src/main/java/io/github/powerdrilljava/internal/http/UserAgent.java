package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Names this library and its version to the servers. */
final class UserAgent {

  static final String NAME = "powerdrill-java/" + version();

  private UserAgent() {}

  private static String version() {
    try (InputStream version = UserAgent.class.getResourceAsStream("version.txt")) {
      if (version == null) {
        throw new IllegalStateException("version.txt is missing from this library's jar");
      }
      return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
