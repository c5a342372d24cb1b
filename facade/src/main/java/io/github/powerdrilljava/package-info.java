/**
 * The Java client for the Powerdrill team API.
 *
 * <p>{@link io.github.powerdrilljava.PowerdrillClient} is where everything begins. All types are
 * immutable and thread-safe; nothing is {@code null} unless marked so.
 */
@NullMarked
package io.github.powerdrilljava;

import org.jspecify.annotations.NullMarked;
