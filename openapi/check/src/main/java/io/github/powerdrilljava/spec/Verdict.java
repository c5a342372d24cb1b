package io.github.powerdrilljava.spec;

/** The result for a new contract, which is also the exit status. */
enum Verdict {
  /** It can be accepted: today's facade was compiled and run against it, and nothing failed. */
  COMPATIBLE(0, "compatible: accept it, and mvn verify stays green."),
  /** A contract, but this project has to be changed first. */
  CHANGES_NEEDED(1, "changes needed: see \"To be changed here\"."),
  /** Not a usable contract. */
  UNUSABLE(2, "not a usable contract.");

  final int exitStatus;
  final String words;

  Verdict(int exitStatus, String words) {
    this.exitStatus = exitStatus;
    this.words = words;
  }
}
