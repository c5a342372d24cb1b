package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every request to the service can name: the user of the team in whose name it is made, the
 * caller's own trace id, and how long its calls may take. The rules stated here are checked with
 * those of the request itself, all together, when the request is used and before anything is sent;
 * {@link InvalidRequestException} names every one that is broken. No text may be the client's API
 * key, because ids show in URLs, messages and logs.
 *
 * <pre>{@code
 * DataSourceRequest request =
 *     DataSourceRequest.of("dset-…", "ds-…")
 *         .withUserId("tmm-…")
 *         .withExternalTraceId("nightly-export")
 *         .withCallTimeout(Duration.ofSeconds(5));
 * DataSource dataSource = powerdrill.dataSources().get(request);
 * }</pre>
 *
 * @param <S> the request itself
 */
public abstract sealed class ServiceRequest<S extends ServiceRequest<S>>
    permits PresignRequest,
        DataSourceRequest,
        ListDatasetsRequest,
        ListDataSourcesRequest,
        ExportRequest {

  static final Caller CLIENTS_OWN = new Caller(null, null, null);

  private final Caller caller;
  private final Record fields;

  /**
   * @param fields what else distinguishes the request from others
   */
  ServiceRequest(Caller caller, Record fields) {
    this.caller = caller;
    this.fields = fields;
  }

  /** Who asks, under which trace id, and for how long. */
  record Caller(
      @Nullable String userId, @Nullable String externalTraceId, @Nullable Duration callTimeout) {}

  /** The same request of another caller. */
  abstract S of(Caller caller);

  final Caller caller() {
    return caller;
  }

  /**
   * The same request in the name of this user of the team. Not blank; {@code null} for the client's
   * own user.
   */
  public final S withUserId(@Nullable String userId) {
    return of(new Caller(userId, caller.externalTraceId, caller.callTimeout));
  }

  /**
   * The same request with the caller's own trace id, by which its calls can be found in both sides'
   * logs: 1 to 128 printable ASCII characters (the contract's bound, and what fits a header), no
   * space at either end. Left out or {@code null}, each call gets a random UUID.
   */
  public final S withExternalTraceId(@Nullable String externalTraceId) {
    return of(new Caller(caller.userId, externalTraceId, caller.callTimeout));
  }

  /**
   * The same request with a call timeout of its own: the longest time for each of its API calls
   * with all its attempts (of a list, for each page), and the longest time that a download or
   * stream that it begins may receive nothing. 1 ms to {@link Integer#MAX_VALUE} ms; {@code null}
   * for the client's, see {@link HttpSettings#callTimeout}. The waits for a turn within the rate
   * limit do not count.
   */
  public final S withCallTimeout(@Nullable Duration callTimeout) {
    return of(new Caller(caller.userId, caller.externalTraceId, callTimeout));
  }

  /** The user of the team in whose name the request is made; {@code null} for the client's own. */
  public final @Nullable String userId() {
    return caller.userId;
  }

  /** The caller's own trace id; {@code null} for a random one. */
  public final @Nullable String externalTraceId() {
    return caller.externalTraceId;
  }

  /** The request's own call timeout; {@code null} for the client's. */
  public final @Nullable Duration callTimeout() {
    return caller.callTimeout;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ServiceRequest<?> that
        && getClass() == that.getClass()
        && caller.equals(that.caller)
        && fields.equals(that.fields);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(caller, fields);
  }

  @Override
  public final String toString() {
    String text = inBrackets(fields) + ", " + inBrackets(caller);
    return getClass().getSimpleName() + "[" + Redactor.oneLine(text) + "]";
  }

  private static String inBrackets(Record record) {
    String text = record.toString();
    return text.substring(text.indexOf('[') + 1, text.length() - 1);
  }
}
