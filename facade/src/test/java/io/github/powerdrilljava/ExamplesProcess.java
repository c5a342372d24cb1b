package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * A process in which examples run, as their environment and their directory are those of a process:
 * told their classes on its standard input, it ends what each prints with a line of its own.
 */
final class ExamplesProcess implements AutoCloseable {

  private static final String DONE = "example done: ";

  /** What an example printed, and what it threw; empty if nothing. */
  record Outcome(String printed, String failure) {}

  private final Process process;
  private final BufferedReader out;

  ExamplesProcess(ProcessBuilder jvm) throws IOException {
    process = jvm.start();
    out = process.inputReader(UTF_8);
  }

  Outcome run(String className) throws IOException {
    process.getOutputStream().write((className + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    StringBuilder printed = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(DONE)) {
        return new Outcome(printed.toString().strip(), line.substring(DONE.length()));
      }
      printed.append(line).append('\n');
    }
    throw new IOException("the process ended: " + printed);
  }

  /** The process itself. */
  public static void main(String[] args) throws Exception {
    BufferedReader names = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      String failure = failure(name);
      System.out.println("\n" + DONE + failure.replace('\n', ' '));
    }
  }

  private static String failure(String name) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    Method example = constructor.getDeclaringClass().getDeclaredMethod("example");
    example.setAccessible(true);
    try {
      example.invoke(constructor.newInstance());
      return "";
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
