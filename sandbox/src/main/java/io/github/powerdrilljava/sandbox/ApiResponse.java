package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A response of the API: the envelope, and the trace id that every response carries. */
record ApiResponse(int httpStatus, Map<String, String> headers, String json) {

  static ApiResponse success(ObjectNode data) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("code", 0);
    return of(200, envelope.set("data", data));
  }

  static ApiResponse failure(Refusal refusal) {
    return failure(refusal.code(), String.valueOf(refusal.getMessage()));
  }

  static ApiResponse failure(ErrorCode code, String msg) {
    return failure(code.httpStatus(), code.code(), msg);
  }

  static ApiResponse failure(int httpStatus, long code, String msg) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    return of(httpStatus, envelope.put("code", code).put("msg", msg));
  }

  HttpResponse toHttp() {
    List<HttpResponse.Header> lines =
        new TreeMap<>(headers)
            .entrySet().stream()
                .map(header -> new HttpResponse.Header(header.getKey(), header.getValue()))
                .toList();
    return new HttpResponse(httpStatus, lines, HttpBody.of(json));
  }

  private static ApiResponse of(int httpStatus, ObjectNode envelope) {
    String traceId = UUID.randomUUID().toString();
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "x-pd-trace-id", traceId);
    return new ApiResponse(httpStatus, headers, envelope.toString());
  }
}
