package io.github.powerdrilljava;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call or a download failed. Each of its subclasses is one kind of failure; one {@code catch} of
 * this class is enough to report any of them. Messages are one line and state what was asked, what
 * came back and what to do. They never hold the API key or the query of a presigned URL. Programs
 * should use types and methods: the words of messages may change at any time.
 *
 * <pre>{@code
 * try {
 *   powerdrill.dataSources().download("dset-…", "ds-…", Path.of("sales.csv"));
 * } catch (NotFoundException e) {
 *   System.err.println("There is no such data source");
 * } catch (PowerdrillException e) {
 *   System.err.println(e.getMessage());
 *   System.err.println("Trace ids: " + e.traceId() + ", " + e.externalTraceId());
 * }
 * }</pre>
 */
public abstract sealed class PowerdrillException extends RuntimeException
    permits InvalidRequestException,
        PowerdrillApiException,
        UnexpectedResponseException,
        PowerdrillConnectionException,
        DownloadException,
        ExportException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String traceId;
  private final @Nullable String externalTraceId;

  PowerdrillException(
      String message,
      @Nullable String traceId,
      @Nullable String externalTraceId,
      @Nullable Throwable cause) {
    super(message, cause);
    this.traceId = traceId;
    this.externalTraceId = externalTraceId;
  }

  /**
   * The service's id of the API call ({@code x-pd-trace-id}), which support asks for; for a
   * download, of the call that gave its URL. {@code null} where the service sent none, or was not
   * reached.
   */
  public final @Nullable String traceId() {
    return traceId;
  }

  /**
   * The caller's id of the same call, as sent in {@code x-pd-external-trace-id}; {@code null} where
   * no call was made: the request was invalid, or someone else gave the URL.
   */
  public final @Nullable String externalTraceId() {
    return externalTraceId;
  }

  /**
   * How many requests were made for the call, 0 if none was. The failures of the earlier ones are
   * the {@link #getSuppressed() suppressed} exceptions of this one.
   */
  public int attempts() {
    int earlier = 0;
    for (Throwable suppressed : getSuppressed()) {
      if (suppressed instanceof PowerdrillException) {
        earlier++;
      }
    }
    return this instanceof InvalidRequestException ? 0 : earlier + 1;
  }

  @Override
  public String getMessage() {
    int attempts = attempts();
    return attempts > 1 ? ownMessage() + " Tried " + attempts + " times." : ownMessage();
  }

  /** Without what earlier attempts add to it. */
  final String ownMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
