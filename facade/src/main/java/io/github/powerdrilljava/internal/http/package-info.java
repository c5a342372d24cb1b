/**
 * How requests get to the network, below all else: the HTTP clients, their interceptors, timeouts,
 * TLS, cancellation, and when a failed request is repeated.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.internal.http;
