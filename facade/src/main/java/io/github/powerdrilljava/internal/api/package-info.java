/**
 * One API call: its request, its place in the rate limit, its attempts, and its response read as a
 * value or one exception.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.internal.api;
