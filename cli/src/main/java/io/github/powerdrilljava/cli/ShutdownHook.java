package io.github.powerdrilljava.cli;

/** Runs an action when a signal such as Ctrl-C or SIGTERM ends the process, until it is closed. */
final class ShutdownHook implements AutoCloseable {

  private final Thread thread;

  private ShutdownHook(Thread thread) {
    this.thread = thread;
  }

  static ShutdownHook add(Runnable action) {
    Thread thread = new Thread(action, "powerdrill-shutdown");
    Runtime.getRuntime().addShutdownHook(thread);
    return new ShutdownHook(thread);
  }

  /** Removes the action, unless it has begun. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is ending: the action runs, as it should.
    }
  }
}
