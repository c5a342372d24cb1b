/** The names, types and texts that the templates of the generated client insert. */
@NullMarked
package io.github.powerdrilljava.openapi.client;

import org.jspecify.annotations.NullMarked;
