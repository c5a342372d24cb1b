package io.github.powerdrilljava.cli;

/** Runs an action when the process is told to end, as by Ctrl-C or SIGTERM, until it is closed. */
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

  /** Takes the action back, unless it has begun. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is ending: the action runs, as it should.
    }
  }
}
