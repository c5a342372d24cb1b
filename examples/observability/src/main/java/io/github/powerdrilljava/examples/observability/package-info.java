/** What a {@link io.github.powerdrilljava.ClientListener} passes on to metrics, traces and logs. */
@NullMarked
package io.github.powerdrilljava.examples.observability;

import org.jspecify.annotations.NullMarked;
