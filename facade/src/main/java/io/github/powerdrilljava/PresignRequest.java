package io.github.powerdrilljava;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a presigned URL of one data source.
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
public final class PresignRequest extends ServiceRequest<PresignRequest> implements DownloadSource {

  private final PresignFields fields;

  private PresignRequest(Caller caller, PresignFields fields) {
    super(caller, fields);
    this.fields = fields;
  }

  private record PresignFields(
      String datasetId, String dataSourceId, @Nullable Duration expiresIn) {}

  @Override
  PresignRequest of(Caller caller) {
    return new PresignRequest(caller, fields);
  }

  /**
   * A request with the client's user id, the service's default lifetime and a trace id of its own.
   *
   * @param datasetId not blank, not {@code "."} or {@code ".."}; any other text arrives at the
   *     service exactly as given
   * @param dataSourceId likewise
   */
  public static PresignRequest of(String datasetId, String dataSourceId) {
    return new PresignRequest(CLIENTS_OWN, new PresignFields(datasetId, dataSourceId, null));
  }

  /**
   * The same request for a URL that lives this long: whole seconds, at least 60 s (the contract's
   * minimum), at most {@link Integer#MAX_VALUE} s. Left out or {@code null}, it is not sent, and
   * the service's default of 600 s holds.
   */
  public PresignRequest withExpiresIn(@Nullable Duration expiresIn) {
    return new PresignRequest(
        caller(), new PresignFields(fields.datasetId, fields.dataSourceId, expiresIn));
  }

  /** The dataset that holds the data source. */
  public String datasetId() {
    return fields.datasetId;
  }

  /** The data source to be downloaded. */
  public String dataSourceId() {
    return fields.dataSourceId;
  }

  /** How long the URL shall live; {@code null} for the service's default. */
  public @Nullable Duration expiresIn() {
    return fields.expiresIn;
  }
}
