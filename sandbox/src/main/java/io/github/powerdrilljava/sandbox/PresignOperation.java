package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Presigns URLs, after the checks that the service makes, in the same order. */
final class PresignOperation {
  static final String API_KEY_HEADER = "x-pd-api-key";
  static final String API_KEY = "sandbox-secret-key";
  static final String USER_ID = "tmm-sandbox";

  private static final String TRACE_ID_HEADER = "x-pd-external-trace-id";
  private static final int LONGEST_TRACE_ID = 128;
  private static final DateTimeFormatter EXPIRES_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Catalogue catalogue;
  private final UrlSigner signer;
  private final Clock clock;
  private final RateLimit rateLimit;
  private final String objectStore;

  PresignOperation(
      Catalogue catalogue, UrlSigner signer, Clock clock, RateLimit rateLimit, String objectStore) {
    this.catalogue = catalogue;
    this.signer = signer;
    this.clock = clock;
    this.rateLimit = rateLimit;
    this.objectStore = objectStore;
  }

  ApiResponse respond(ReceivedRequest request, String datasetId, String dataSourceId, String json)
      throws Refusal {
    checkKey(request);
    // The key identifies the team, and only a team's own requests count against its limit.
    if (!rateLimit.admits(request.arrivedAt())) {
      throw Refusal.tooManyRequests();
    }
    checkTraceId(request);
    PresignBody body = PresignBody.read(json);
    if (!body.userId().equals(USER_ID)) {
      throw new Refusal(ErrorCode.PERMISSION_DENIED, "user_id is no user of the team");
    }
    StoredObject object = find(datasetId, dataSourceId);
    return presign(datasetId, dataSourceId, object.name(), body.expiresIn());
  }

  private static void checkKey(ReceivedRequest request) throws Refusal {
    String key = request.header(API_KEY_HEADER).orElse("");
    if (key.isBlank()) {
      throw new Refusal(ErrorCode.CREDENTIALS_INSUFFICIENT, "insufficient.authentication");
    }
    if (!key.equals(API_KEY)) {
      throw new Refusal(ErrorCode.CREDENTIALS_WRONG, "invalid.authentication");
    }
  }

  private static void checkTraceId(ReceivedRequest request) throws Refusal {
    if (request.header(TRACE_ID_HEADER).orElse("").length() > LONGEST_TRACE_ID) {
      throw Refusal.invalid(
          TRACE_ID_HEADER, "must be at most " + LONGEST_TRACE_ID + " characters long");
    }
  }

  private StoredObject find(String datasetId, String dataSourceId) throws Refusal {
    if (!catalogue.hasDataset(datasetId)) {
      throw new Refusal(ErrorCode.RESOURCE_NOT_FOUND, "dataset_id names no dataset of the project");
    }
    return catalogue
        .find(datasetId, dataSourceId)
        .orElseThrow(
            () ->
                new Refusal(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "datasource_id names no data source of the dataset"));
  }

  private ApiResponse presign(String datasetId, String dataSourceId, String name, int expiresIn) {
    // The URL counts in whole seconds. Rounded down, it has expired once the clock has moved by
    // expires_in.
    Instant expiresAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(expiresIn);
    String expires = Long.toString(expiresAt.getEpochSecond());
    String path = PathSegments.encode(datasetId, dataSourceId, name);
    String query = "?Expires=" + expires + "&Signature=" + signer.sign("GET", path, expires);
    return ApiResponse.success(
        JsonNodeFactory.instance
            .objectNode()
            .put("presigned_url", objectStore + path + query)
            .put("expires_at", EXPIRES_AT.format(expiresAt)));
  }
}
