/**
 * The download engine: a task, its connections, what each fetches, where the bytes go, and the
 * journal by which a later download resumes.
 */
@org.jspecify.annotations.NullMarked
package io.github.powerdrilljava.internal.download;
