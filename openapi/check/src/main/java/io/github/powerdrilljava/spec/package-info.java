/** Reports what a new contract means for this client. */
@NullMarked
package io.github.powerdrilljava.spec;

import org.jspecify.annotations.NullMarked;
