package io.github.powerdrilljava.spec;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads classes that are compiled here, and all libraries again for each trial. */
final class Isolation {

  private Isolation() {}

  /**
   * A separate class loader. A library that two of them share would see two classes of one name,
   * which Moshi's method handles do not support.
   *
   * @param also directories of classes and resources, which go before the class path
   */
  static URLClassLoader of(List<Path> also) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path directory : also) {
      urls.add(directory.toUri().toURL());
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
