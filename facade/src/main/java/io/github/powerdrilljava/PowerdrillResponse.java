package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * A result together with what is worth logging about the call that gave it.
 *
 * @param value the result
 * @param status the HTTP status
 * @param traceId the service's id of the call ({@code x-pd-trace-id}), {@code null} where the
 *     service sent none
 * @param externalTraceId the caller's id of the call, as sent in {@code x-pd-external-trace-id}
 */
public record PowerdrillResponse<T>(
    T value, int status, @Nullable String traceId, String externalTraceId) {}
