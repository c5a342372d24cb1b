/**
 * An export: which data sources are there already, what their files are called, and the manifest
 * that lists them.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.internal.export;
