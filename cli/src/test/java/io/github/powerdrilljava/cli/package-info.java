@NullMarked
package io.github.powerdrilljava.cli;

import org.jspecify.annotations.NullMarked;
