package io.github.powerdrilljava.spec;

/** What a new file comes to, which is also what the exit status tells. */
enum Verdict {
  /** Nothing that worked stops working, and nothing here has to be edited. */
  COMPATIBLE(0),
  /** Callers of the facade, the facade itself or the overlay have to follow. */
  BREAKING(1),
  /** No contract, or one from which no client can be made. */
  BROKEN(2);

  final int exitStatus;

  Verdict(int exitStatus) {
    this.exitStatus = exitStatus;
  }
}
