package io.github.powerdrilljava.spec;

/** What a new file comes to, which is also the exit status. */
enum Verdict {
  /** It can be accepted: today's facade was compiled and run against it, and nothing failed. */
  COMPATIBLE(0, "compatible: accept it, and mvn verify stays green."),
  /** A contract, but something here has to be changed first. */
  CHANGES_NEEDED(1, "changes needed: see \"To be changed here\"."),
  /** No contract that can be used. */
  UNUSABLE(2, "no usable contract.");

  final int exitStatus;
  final String words;

  Verdict(int exitStatus, String words) {
    this.exitStatus = exitStatus;
    this.words = words;
  }
}
