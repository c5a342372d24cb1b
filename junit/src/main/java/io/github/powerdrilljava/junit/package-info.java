/** Gives JUnit tests a Powerdrill sandbox and a client of it. */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.junit;
