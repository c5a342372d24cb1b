/**
 * What the facade's downloads do at servers that nobody here wrote: nginx, and a store of S3's
 * kind.
 */
@NullMarked
package io.github.powerdrilljava.foreign;

import org.jspecify.annotations.NullMarked;
