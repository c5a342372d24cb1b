package io.github.powerdrilljava.cli;

/** A command that sends requests, or shows how: it has the options of the {@link Connection}. */
interface ServiceCommand {}
