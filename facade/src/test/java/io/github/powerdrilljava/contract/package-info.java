/**
 * Runs today's facade against a contract: what it sends, what it makes of the responses that the
 * contract allows, and how it gets on with a sandbox that keeps the contract. It knows the facade's
 * and the sandbox's public classes only, so that it can be compiled with the facade against a
 * client that was generated from a new contract.
 *
 * <p>{@link io.github.powerdrilljava.contract.ContractSuite} is the place to start.
 */
@NullMarked
package io.github.powerdrilljava.contract;

import org.jspecify.annotations.NullMarked;
