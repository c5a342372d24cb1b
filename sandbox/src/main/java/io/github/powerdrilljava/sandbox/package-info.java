/**
 * A Powerdrill of one's own, in process and on loopback: it speaks the contract, stores files,
 * signs and expires URLs, serves ranges, and tells a test when either side broke the contract.
 *
 * <p>{@link io.github.powerdrilljava.sandbox.PowerdrillSandbox} is the place to start.
 */
@NullMarked
package io.github.powerdrilljava.sandbox;

import org.jspecify.annotations.NullMarked;
