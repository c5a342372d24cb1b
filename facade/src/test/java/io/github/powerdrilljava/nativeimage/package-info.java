/** What a native image must be told of. */
@NullMarked
package io.github.powerdrilljava.nativeimage;

import org.jspecify.annotations.NullMarked;
