/** Servers that nobody here wrote. */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.foreign;
