package io.github.powerdrilljava.cli;

/** A command that sends requests: it has the options of the {@link Connection}. */
interface ServiceCommand {}
