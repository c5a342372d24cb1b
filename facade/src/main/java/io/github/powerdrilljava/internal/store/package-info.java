/**
 * One request to the object store: by which URL, of which version, and what its response is good
 * for.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.internal.store;
