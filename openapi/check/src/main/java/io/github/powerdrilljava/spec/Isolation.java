package io.github.powerdrilljava.spec;

import com.squareup.moshi.Moshi;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Loads the classes of one trial, and Moshi with them: its method handles do not support two
 * classes of one name. All other libraries are shared, as loading them takes most of a second.
 */
final class Isolation extends URLClassLoader {

  private Isolation(List<URL> own) {
    super(own.toArray(URL[]::new), Isolation.class.getClassLoader());
  }

  /**
   * A separate class loader.
   *
   * @param also directories of classes and resources, which go before the class path
   */
  static URLClassLoader of(List<Path> also) throws MalformedURLException {
    List<URL> own = new ArrayList<>();
    for (Path directory : also) {
      own.add(directory.toUri().toURL());
    }
    for (Class<?> type : List.of(MoshiConverterFactory.class, Moshi.class)) {
      own.add(type.getProtectionDomain().getCodeSource().getLocation());
    }
    return new Isolation(own);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && isOwn(name)) {
        loaded = findClass(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  private boolean isOwn(String name) {
    return findResource(name.replace('.', '/') + ".class") != null;
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }
}
