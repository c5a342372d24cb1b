/** An export of a dataset by a Spark cluster. */
@NullMarked
package io.github.powerdrilljava.examples.spark;

import org.jspecify.annotations.NullMarked;
