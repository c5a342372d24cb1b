package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonAdapter;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.generated.api.PresignDataSourceApi;
import io.github.powerdrilljava.generated.model.PresignDataSourceRequest;
import io.github.powerdrilljava.generated.model.PresignDataSourceResponse;
import io.github.powerdrilljava.generated.model.PresignedDataSource;
import io.github.powerdrilljava.internal.http.Redactor;
import java.time.Duration;
import java.util.UUID;
import okhttp3.Request;

/** The operation <i>presign data source</i>, as it was generated from the contract. */
public final class PresignOperation {

  /** Found once: finding it takes a lock that all calls would share. */
  private static final JsonAdapter<PresignDataSourceResponse> ENVELOPE =
      Json.MOSHI.adapter(PresignDataSourceResponse.class);

  private final PresignDataSourceApi api;

  /** Sends nothing. */
  public PresignOperation(PresignDataSourceApi api) {
    this.api = api;
  }

  /**
   * The call for a request that keeps every rule.
   *
   * @param userId the request's or the client's
   */
  public ApiRequest<PresignDataSourceResponse, PresignedDataSource, PresignedUrl> request(
      PresignRequest request, String userId) {
    String traceId =
        request.externalTraceId() != null
            ? request.externalTraceId()
            : UUID.randomUUID().toString();
    Duration expiresIn = request.expiresIn();
    PresignDataSourceRequest body =
        new PresignDataSourceRequest.Builder()
            .userId(userId)
            .expiresIn(expiresIn == null ? null : expiresIn.toSeconds())
            .build();
    Request generated =
        new PresignDataSourceApi.Parameters()
            .datasetId(request.datasetId())
            .datasourceId(request.dataSourceId())
            .externalTraceId(traceId)
            .body(body)
            .call(api)
            .request();
    return new ApiRequest<>(
        () -> "presign " + name(request),
        generated,
        traceId,
        ENVELOPE,
        PresignDataSourceResponse::code,
        PresignDataSourceResponse::data,
        data -> new PresignedUrl(data.presignedUrl(), data.expiresAt()));
  }

  /** How messages name the data source. */
  public static String name(PresignRequest request) {
    return "data source \""
        + Redactor.oneLine(request.dataSourceId())
        + "\" of dataset \""
        + Redactor.oneLine(request.datasetId())
        + "\"";
  }
}
