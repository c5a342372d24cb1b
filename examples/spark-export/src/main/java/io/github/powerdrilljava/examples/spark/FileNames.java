package io.github.powerdrilljava.examples.spark;

import java.nio.charset.StandardCharsets;

/**
 * Names of files: the id, in which all but letters of ASCII, digits and hyphens is written as
 * {@code ~} and hexadecimal digits, an underscore, and what is safe of the name. Two ids never give
 * the same name, and an id and a name always give the same.
 */
final class FileNames {

  private static final int MAX_NAME = 100;

  private FileNames() {}

  static String of(String id, String name) {
    String safe = name.replaceAll("[^A-Za-z0-9.-]", "_");
    return ofId(id) + "_" + safe.substring(Math.max(0, safe.length() - MAX_NAME));
  }

  static String ofId(String id) {
    StringBuilder safe = new StringBuilder();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '-');
      safe.append(isPlain ? String.valueOf(c) : String.format("~%02x", (int) c));
    }
    return safe.toString();
  }
}
