package io.github.powerdrilljava.spec;

/**
 * One difference between two contracts.
 *
 * @param operation its method and path, or "The contract" for what is of all operations
 * @param what in words
 */
public record Change(String operation, String what) {}
