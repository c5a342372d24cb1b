/** The command line: presign and download of the facade, and a sandbox to try them. */
@NullMarked
package io.github.powerdrilljava.cli;

import org.jspecify.annotations.NullMarked;
