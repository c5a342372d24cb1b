package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The body of a presign request.
 *
 * @param userId not blank
 * @param expiresIn seconds, at least 60
 */
record PresignBody(String userId, int expiresIn) {
  private static final int DEFAULT_SECONDS = 600;
  private static final int LEAST_SECONDS = 60;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static PresignBody read(String json) throws Refusal {
    JsonNode body = parse(json);
    return new PresignBody(userId(body.path("user_id")), expiresIn(body.path("expires_in")));
  }

  private static JsonNode parse(String json) throws Refusal {
    try {
      JsonNode body = JSON.readTree(json);
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      // Refused below, like every other body that is not a JSON object.
    }
    throw Refusal.invalid("body", "must be a JSON object");
  }

  private static String userId(JsonNode value) throws Refusal {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Refusal.invalid("user_id", "must be a string that is not blank");
    }
    return value.textValue();
  }

  private static int expiresIn(JsonNode value) throws Refusal {
    if (value.isMissingNode()) {
      return DEFAULT_SECONDS;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < LEAST_SECONDS) {
      throw Refusal.invalid(
          "expires_in",
          "must be an integer from " + LEAST_SECONDS + " to " + Integer.MAX_VALUE + " (seconds)");
    }
    return value.intValue();
  }
}
