package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Presigns the URL of a data source's file. */
final class PresignOperation implements Operation {
  private static final DateTimeFormatter EXPIRES_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Catalogue catalogue;
  private final UrlSigner signer;
  private final InstantSource clock;
  private final String objectStore;

  PresignOperation(Catalogue catalogue, UrlSigner signer, InstantSource clock, String objectStore) {
    this.catalogue = catalogue;
    this.signer = signer;
    this.clock = clock;
    this.objectStore = objectStore;
  }

  @Override
  public ApiResponse respond(Call call) throws Refusal {
    PresignBody body = PresignBody.read(call.body());
    Team.requireUser(body.userId());
    StoredObject object = catalogue.require(call).object();
    if (object == null) {
      throw new Refusal(
          ErrorCode.NO_PRESIGNED_URL,
          "presigned URL could not be generated: the data source has no file");
    }
    return presign(call.ids().get(0), call.ids().get(1), object.name(), body.expiresIn());
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
