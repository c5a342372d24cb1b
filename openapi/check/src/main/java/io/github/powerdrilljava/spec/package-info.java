/** Tells what a new file of the vendor's means for this client. */
@NullMarked
package io.github.powerdrilljava.spec;

import org.jspecify.annotations.NullMarked;
