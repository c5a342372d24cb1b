package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a presigned URL of one data source. The rules stated here are checked, all together,
 * when the request is used and before anything is sent; {@link InvalidRequestException} names every
 * one that is broken. No id may be the client's API key, because ids show in URLs, messages and
 * logs.
 *
 * <pre>{@code
 * PresignRequest request =
 *     PresignRequest.of("dset-…", "ds-…")
 *         .withUserId("tmm-…")
 *         .withExpiresIn(Duration.ofHours(1))
 *         .withExternalTraceId("nightly-export");
 * PresignedUrl url = powerdrill.dataSources().presign(request);
 * }</pre>
 */
public final class PresignRequest implements DownloadSource {

  private final String datasetId;
  private final String dataSourceId;
  private final @Nullable String userId;
  private final @Nullable Duration expiresIn;
  private final @Nullable String externalTraceId;

  private PresignRequest(
      String datasetId,
      String dataSourceId,
      @Nullable String userId,
      @Nullable Duration expiresIn,
      @Nullable String externalTraceId) {
    this.datasetId = datasetId;
    this.dataSourceId = dataSourceId;
    this.userId = userId;
    this.expiresIn = expiresIn;
    this.externalTraceId = externalTraceId;
  }

  /**
   * A request with the client's user id, the service's default lifetime and a trace id of its own.
   *
   * @param datasetId not blank, not {@code "."} or {@code ".."}; any other text arrives at the
   *     service exactly as given
   * @param dataSourceId likewise
   */
  public static PresignRequest of(String datasetId, String dataSourceId) {
    return new PresignRequest(datasetId, dataSourceId, null, null, null);
  }

  /**
   * The same request in the name of this user of the team. Not blank; {@code null} for the client's
   * own user.
   */
  public PresignRequest withUserId(@Nullable String userId) {
    return new PresignRequest(datasetId, dataSourceId, userId, expiresIn, externalTraceId);
  }

  /**
   * The same request for a URL that lives this long: whole seconds, at least 60 s (the contract's
   * minimum), at most {@link Integer#MAX_VALUE} s. Left out or {@code null}, it is not sent, and
   * the service's default of 600 s holds.
   */
  public PresignRequest withExpiresIn(@Nullable Duration expiresIn) {
    return new PresignRequest(datasetId, dataSourceId, userId, expiresIn, externalTraceId);
  }

  /**
   * The same request with the caller's own trace id, by which the call can be found in both sides'
   * logs: 1 to 128 printable ASCII characters (the contract's bound, and what fits a header), no
   * space at either end. Left out or {@code null}, a random UUID is sent.
   */
  public PresignRequest withExternalTraceId(@Nullable String externalTraceId) {
    return new PresignRequest(datasetId, dataSourceId, userId, expiresIn, externalTraceId);
  }

  /** The dataset that holds the data source. */
  public String datasetId() {
    return datasetId;
  }

  /** The data source to be downloaded. */
  public String dataSourceId() {
    return dataSourceId;
  }

  /** The user of the team in whose name the URL is asked for; {@code null} for the client's own. */
  public @Nullable String userId() {
    return userId;
  }

  /** How long the URL shall live; {@code null} for the service's default. */
  public @Nullable Duration expiresIn() {
    return expiresIn;
  }

  /** The caller's own trace id; {@code null} for a random one. */
  public @Nullable String externalTraceId() {
    return externalTraceId;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PresignRequest that
        && Objects.equals(datasetId, that.datasetId)
        && Objects.equals(dataSourceId, that.dataSourceId)
        && Objects.equals(userId, that.userId)
        && Objects.equals(expiresIn, that.expiresIn)
        && Objects.equals(externalTraceId, that.externalTraceId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(datasetId, dataSourceId, userId, expiresIn, externalTraceId);
  }

  @Override
  public String toString() {
    String text =
        "PresignRequest[datasetId="
            + datasetId
            + ", dataSourceId="
            + dataSourceId
            + ", userId="
            + userId
            + ", expiresIn="
            + expiresIn
            + ", externalTraceId="
            + externalTraceId
            + "]";
    return Redactor.oneLine(text);
  }
}
