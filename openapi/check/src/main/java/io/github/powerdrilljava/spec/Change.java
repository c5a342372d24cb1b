package io.github.powerdrilljava.spec;

/**
 * One difference between two contracts.
 *
 * @param operation its method and path, or "The contract" for what concerns all operations
 * @param what in words
 * @param used whether the facade uses it: what concerns all operations, and the operations whose
 *     names our overlay sets
 */
public record Change(String operation, String what, boolean used) {}
