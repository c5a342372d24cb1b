/** How a call is made. Not exported: nothing here is promised to callers. */
@NullMarked
package io.github.powerdrilljava.internal;

import org.jspecify.annotations.NullMarked;
