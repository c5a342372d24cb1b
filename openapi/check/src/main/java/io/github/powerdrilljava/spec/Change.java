package io.github.powerdrilljava.spec;

/**
 * One difference between two contracts.
 *
 * @param operation its method and path, or "The contract" for what is of all operations
 * @param what in words
 * @param used whether the facade uses it: what is of all operations, and the operations that our
 *     overlay pins
 */
public record Change(String operation, String what, boolean used) {}
