package io.github.powerdrilljava.internal.download;

import java.io.IOException;

/** Has the last word before a whole file gets its name. */
@FunctionalInterface
public interface NamingCheck {

  /**
   * Checks what is to be replaced.
   *
   * @throws IOException if the file must not get the name
   */
  void run() throws IOException;
}
