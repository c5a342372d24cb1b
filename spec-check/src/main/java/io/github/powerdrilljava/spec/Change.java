package io.github.powerdrilljava.spec;

/**
 * What is different in a new contract.
 *
 * @param operation its method and path
 * @param what in words
 * @param breaking whether something that worked may stop working
 */
public record Change(String operation, String what, boolean breaking) {}
