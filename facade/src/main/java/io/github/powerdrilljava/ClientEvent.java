package io.github.powerdrilljava;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a client, for a {@link ClientListener}. An operation is one call of a
 * method of this library, or a part of one that has a name of its own: a download presigns its URL,
 * an export makes downloads. Its first event is {@link OperationStarted}, its last {@link
 * OperationEnded}; the others come in between, but for {@link RequestEnded} of a request that is
 * given up, which may come later.
 *
 * <p>Events hold no secrets: no API key, no header, no body, no query of a URL.
 *
 * <pre>{@code
 * ClientListener log = event -> System.err.println(event.operation().name() + ": " + event);
 * }</pre>
 */
public sealed interface ClientEvent {

  /** To what it belongs. */
  Operation operation();

  /**
   * What is being done.
   *
   * @param id different for each operation of this JVM
   * @param parentId the operation that this one is a part of, if there is one
   * @param name one of {@code presign}, {@code list-datasets}, {@code list-data-sources}, {@code
   *     get-data-source}, each one call to the API with its retries, {@code download}, {@code open}
   *     (until the stream has ended or was closed), and {@code export}
   * @param datasetId of what, if it is part of a dataset and not just a URL
   * @param dataSourceId of what, if it is of one data source and not just of a URL
   * @param externalTraceId your id, which the service logs with the call; for {@code download},
   *     {@code open} and {@code export} only if you gave one
   */
  record Operation(
      long id,
      @Nullable Long parentId,
      String name,
      @Nullable String datasetId,
      @Nullable String dataSourceId,
      @Nullable String externalTraceId) {}

  /**
   * An HTTP request.
   *
   * @param id different for each request of this JVM
   * @param url without query and user
   */
  record Request(long id, String method, String url) {}

  /** An operation begins. */
  record OperationStarted(Operation operation) implements ClientEvent {}

  /**
   * An operation has ended.
   *
   * @param elapsed since it started
   * @param failure what its caller gets instead of a result; null if it succeeded, also if the
   *     caller closed a stream before its end
   */
  record OperationEnded(Operation operation, Duration elapsed, @Nullable Throwable failure)
      implements ClientEvent {}

  /**
   * A call waited for its turn, see {@link PowerdrillClient.Builder#maxRequestsPerSecond}. Nothing
   * is reported of one that need not wait.
   *
   * @param waited how long
   */
  record RateLimitWaited(Operation operation, Duration waited) implements ClientEvent {}

  /** A request is about to be sent. */
  record RequestStarted(Operation operation, Request request) implements ClientEvent {}

  /**
   * A request is over: its response is read, or given up.
   *
   * @param status the HTTP status, 0 if there was no response
   * @param traceId the service's id of the call, null if it gave none, as object stores do
   * @param receivedBytes of the response's body; 0 where it broke off
   * @param elapsed since it started
   * @param failure why there was no whole response, such as {@code SocketTimeoutException}; null if
   *     nothing failed
   */
  record RequestEnded(
      Operation operation,
      Request request,
      int status,
      @Nullable String traceId,
      long receivedBytes,
      Duration elapsed,
      @Nullable String failure)
      implements ClientEvent {}

  /**
   * An attempt failed, and another one is made.
   *
   * @param failures how many have failed in a row, this one included
   * @param delay how long to wait before the next attempt
   * @param reason why it failed
   */
  record RetryScheduled(Operation operation, int failures, Duration delay, String reason)
      implements ClientEvent {}

  /**
   * A download's URL was replaced by a new one, because it expired.
   *
   * @param expiresAt when the new one expires
   */
  record UrlRenewed(Operation operation, Instant expiresAt) implements ClientEvent {}

  /**
   * A part of a file is written.
   *
   * @param connection which of the download's connections brought it, 0 for the first
   * @param offset where in the file it begins
   * @param bytes its length
   */
  record PartReceived(Operation operation, int connection, long offset, long bytes)
      implements ClientEvent {}
}
