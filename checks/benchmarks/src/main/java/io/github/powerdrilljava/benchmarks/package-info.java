/** What the facade does under load, measured against the sandbox. */
@NullMarked
package io.github.powerdrilljava.benchmarks;

import org.jspecify.annotations.NullMarked;
