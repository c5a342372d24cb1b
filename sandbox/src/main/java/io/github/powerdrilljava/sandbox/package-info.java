/**
 * A Powerdrill server in process, on loopback: it follows the contract, stores files, signs and
 * expires URLs, serves ranges, and reports to a test when either side violated the contract.
 *
 * <p>{@link io.github.powerdrilljava.sandbox.PowerdrillSandbox} is the place to start.
 */
@NullMarked
package io.github.powerdrilljava.sandbox;

import org.jspecify.annotations.NullMarked;
