/** The command line of Powerdrill: the facade's presign and download, and a sandbox to try them. */
@NullMarked
package io.github.powerdrilljava.cli;

import org.jspecify.annotations.NullMarked;
