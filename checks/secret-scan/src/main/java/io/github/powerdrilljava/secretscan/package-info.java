/** Fails a run of tests that emits a secret. */
@NullMarked
package io.github.powerdrilljava.secretscan;

import org.jspecify.annotations.NullMarked;
