package io.github.powerdrilljava;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered when it said no.
 *
 * @param status the HTTP status
 * @param code the service's own code, where the body held one
 * @param message the service's own message, where the body held one
 * @param traceId the service's id of the call, where it sent one
 * @param externalTraceId the caller's id of the call
 * @param retryAfter how long the service asked to wait, where it said
 */
public record ServiceFailure(
    int status,
    @Nullable Long code,
    @Nullable String message,
    @Nullable String traceId,
    String externalTraceId,
    @Nullable Duration retryAfter)
    implements Serializable {}
