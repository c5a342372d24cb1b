package io.github.powerdrilljava.internal.http;

import io.github.powerdrilljava.ClientEvent.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is about, for those who observe it.
 *
 * @param operation its name, see {@link Operation#name()}
 */
public record Subject(
    String operation,
    @Nullable String datasetId,
    @Nullable String dataSourceId,
    @Nullable String externalTraceId) {}
