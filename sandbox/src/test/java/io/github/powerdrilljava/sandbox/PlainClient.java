package io.github.powerdrilljava.sandbox;

import static java.net.http.HttpRequest.BodyPublishers.ofString;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;

/** The JDK's HTTP client, taught just enough to call a sandbox. */
final class PlainClient {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final PowerdrillSandbox sandbox;

  PlainClient(PowerdrillSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** A presign request that is right in every respect, for ids that are already percent-encoded. */
  HttpRequest.Builder presignRequest(String rawDatasetId, String rawDataSourceId) {
    String path =
        "/v2/team/datasets/" + rawDatasetId + "/datasources/" + rawDataSourceId + "/presign";
    return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
        .header("x-pd-api-key", sandbox.apiKey())
        .header("Content-Type", "application/json")
        .POST(ofString("{\"user_id\":\"" + sandbox.userId() + "\"}"));
  }

  /** A read request that is right in every respect, below {@code /v2/team/datasets}. */
  HttpRequest.Builder readRequest(String path, String... query) {
    String parameters = String.join("&", query);
    return HttpRequest.newBuilder(
            URI.create(
                sandbox.baseUrl()
                    + "/v2/team/datasets"
                    + path
                    + "?user_id="
                    + sandbox.userId()
                    + (parameters.isEmpty() ? "" : "&" + parameters)))
        .header("x-pd-api-key", sandbox.apiKey());
  }

  /** What a right read request is given, which must be a success. */
  JsonNode read(String path, String... query) {
    JsonNode envelope = json(send(readRequest(path, query)));
    if (envelope.path("code").asInt(-1) != 0) {
      throw new AssertionError("Not a success: " + envelope);
    }
    return envelope.get("data");
  }

  /** The code of the response to a read request. */
  int code(String path) {
    return json(send(readRequest(path))).get("code").intValue();
  }

  /** A field of each record of a page. */
  static List<String> texts(JsonNode page, String field) {
    return StreamSupport.stream(page.get("records").spliterator(), false)
        .map(entry -> entry.get(field).textValue())
        .toList();
  }

  static List<String> ids(JsonNode page) {
    return texts(page, "id");
  }

  /** The URL that a right presign request is given. */
  URI presign(String rawDatasetId, String rawDataSourceId) {
    JsonNode envelope = json(send(presignRequest(rawDatasetId, rawDataSourceId)));
    return URI.create(envelope.at("/data/presigned_url").textValue());
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  static HttpResponse<String> get(URI url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static HttpResponse<InputStream> open(URI url) {
    return send(HttpRequest.newBuilder(url), BodyHandlers.ofInputStream());
  }

  static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return HTTP.send(request.build(), body);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The sandbox gave no response", e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + response.body(), e);
    }
  }
}
