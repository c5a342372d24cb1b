package io.github.powerdrilljava;

import org.jspecify.annotations.Nullable;

/**
 * A result together with what is worth logging about the call that gave it.
 *
 * <pre>{@code
 * PowerdrillResponse<PresignedUrl> response =
 *     powerdrill.dataSources().presignWithResponse(PresignRequest.of("dset-…", "ds-…"));
 * System.err.println("HTTP " + response.status() + ", trace id " + response.traceId());
 * PresignedUrl url = response.value();
 * }</pre>
 *
 * @param <T> the type of the result
 * @param value the result
 * @param status the HTTP status
 * @param traceId the service's id of the call ({@code x-pd-trace-id}), which its support asks for;
 *     {@code null} where the service sent none
 * @param externalTraceId the caller's id of the call, as sent in {@code x-pd-external-trace-id}:
 *     that of the request, or else a random UUID
 */
public record PowerdrillResponse<T>(
    T value, int status, @Nullable String traceId, String externalTraceId) {}
