package io.github.powerdrilljava.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the OkHttp and the Okio that are there are as new as those that this library is built
 * with: older ones would fail in the middle of a call, by a method that they do not have.
 */
public final class LibraryVersions {

  /** What this library is built with; a test compares them. */
  static final String OKHTTP = "5.5";

  static final String OKIO = "3.18";

  private static final String UNKNOWN = "of an unknown version";

  private LibraryVersions() {}

  /**
   * Looks at both.
   *
   * @throws IllegalStateException naming the one that is too old, its place, and what is needed
   */
  public static void requireNewEnough() {
    require("OkHttp", OKHTTP, okHttpVersion(), "okhttp3.OkHttp");
    require("Okio", OKIO, okioVersion(), "okio.Buffer");
  }

  private static void require(
      String library, String needed, @Nullable String found, String itsClass) {
    if (found != null && (found.equals(UNKNOWN) || isOlder(found, needed))) {
      throw new IllegalStateException(
          "%s %s is too old: this library needs %s or newer. It comes from %s: update it there, or what brings it in."
              .formatted(library, found, majorAndMinorOnly(needed), place(itsClass)));
    }
  }

  /** By the first two numbers: what follows them adds nothing that could be missing. */
  static boolean isOlder(String found, String needed) {
    int[] a = majorAndMinor(found);
    int[] b = majorAndMinor(needed);
    return a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]);
  }

  private static int[] majorAndMinor(String version) {
    String[] numbers = version.split("\\D", 3);
    return new int[] {
      Integer.parseInt(numbers[0]), numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0
    };
  }

  private static String majorAndMinorOnly(String version) {
    int[] numbers = majorAndMinor(version);
    return numbers[0] + "." + numbers[1];
  }

  /**
   * Not the constant itself, whose value the compiler copies: that is the one it was built with.
   */
  private static String okHttpVersion() {
    try {
      return String.valueOf(Class.forName("okhttp3.OkHttp").getField("VERSION").get(null));
    } catch (ReflectiveOperationException e) {
      return UNKNOWN; // older than 4
    }
  }

  /**
   * Null if its manifest was lost, as in a jar that holds several libraries, but it is no old one.
   */
  private static @Nullable String okioVersion() {
    try {
      Class.forName("okio.Socket"); // since 3.16
    } catch (ClassNotFoundException e) {
      return Objects.requireNonNullElse(okioVersionInManifest(), UNKNOWN);
    }
    return okioVersionInManifest();
  }

  static @Nullable String okioVersionInManifest() {
    URL buffer = resource("okio.Buffer");
    if (buffer == null) {
      return null;
    }
    String root = buffer.toString().replaceFirst("okio/Buffer\\.class$", "");
    try (InputStream in = new URL(root + "META-INF/MANIFEST.MF").openStream()) {
      Attributes main = new Manifest(in).getMainAttributes();
      return "com.squareup.okio".equals(main.getValue("Bundle-SymbolicName"))
          ? main.getValue("Bundle-Version")
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable URL resource(String className) {
    try {
      Class<?> type = Class.forName(className);
      return type.getResource(type.getSimpleName() + ".class");
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static String place(String className) {
    try {
      CodeSource source = Class.forName(className).getProtectionDomain().getCodeSource();
      return source == null ? "an unknown place" : String.valueOf(source.getLocation());
    } catch (ClassNotFoundException e) {
      return "an unknown place";
    }
  }
}
