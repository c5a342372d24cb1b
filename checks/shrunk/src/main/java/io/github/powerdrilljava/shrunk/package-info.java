/** A program that is shrunk. */
@NullMarked
package io.github.powerdrilljava.shrunk;

import org.jspecify.annotations.NullMarked;
