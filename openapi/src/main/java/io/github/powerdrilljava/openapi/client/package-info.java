/** What the generated client is made of: the names, types and texts that its templates insert. */
@NullMarked
package io.github.powerdrilljava.openapi.client;

import org.jspecify.annotations.NullMarked;
