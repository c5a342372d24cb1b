package io.github.powerdrilljava.internal.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Virtual threads, which the JDK that this is compiled for does not have yet. */
final class VirtualThreads {

  private static final int FIRST_JDK = 21;
  private static final @Nullable Method IS_VIRTUAL = ofThread("isVirtual");
  private static final @Nullable Method START = ofThread("startVirtualThread", Runnable.class);

  private VirtualThreads() {}

  private static @Nullable Method ofThread(String name, Class<?>... parameters) {
    if (Runtime.version().feature() < FIRST_JDK) {
      return null; // at once: an exception takes 2 ms of the first call
    }
    try {
      return Thread.class.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null; // hidden by a native image without its metadata
    }
  }

  /** Starts another one for a task, and says so, if this is one. */
  static boolean startFromOne(Runnable task) {
    if (IS_VIRTUAL == null || START == null) {
      return false;
    }
    try {
      if (!(boolean) IS_VIRTUAL.invoke(Thread.currentThread())) {
        return false;
      }
      Object unused = START.invoke(null, task);
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e); // both are public, and throw nothing
    }
  }
}
