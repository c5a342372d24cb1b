/** Tests of the export by Spark. */
@NullMarked
package io.github.powerdrilljava.examples.spark;

import org.jspecify.annotations.NullMarked;
