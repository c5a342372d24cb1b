package io.github.powerdrilljava.contract;

import java.util.List;
import java.util.function.Supplier;

/** One request or response that the suite tries; {@link #name} says which. */
public final class ContractCase {

  private final Operation operation;
  private final String name;
  private final Supplier<List<Finding>> check;

  ContractCase(Operation operation, String name, Supplier<List<Finding>> check) {
    this.operation = operation;
    this.name = operation.title() + ", " + name;
    this.check = check;
  }

  /** What is tried. */
  public String name() {
    return name;
  }

  /** Tries it; whatever happens is a finding. */
  public List<Finding> run() {
    try {
      return check.get();
    } catch (RuntimeException | AssertionError e) {
      return List.of(
          operation.finding("", "#", "The check \"" + name + "\" could not be made.", ""));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
