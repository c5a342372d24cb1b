package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What the API answers: the envelope, and the trace id that every answer carries. */
record ApiAnswer(int httpStatus, Map<String, String> headers, String json) {

  static ApiAnswer success(ObjectNode data) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("code", 0);
    return of(200, envelope.set("data", data));
  }

  static ApiAnswer failure(Refusal refusal) {
    return failure(refusal.code(), String.valueOf(refusal.getMessage()));
  }

  static ApiAnswer failure(ErrorCode code, String msg) {
    return failure(code.httpStatus(), code.code(), msg);
  }

  static ApiAnswer failure(int httpStatus, long code, String msg) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    return of(httpStatus, envelope.put("code", code).put("msg", msg));
  }

  HttpAnswer toHttp() {
    List<HttpAnswer.Header> lines =
        new TreeMap<>(headers)
            .entrySet().stream()
                .map(header -> new HttpAnswer.Header(header.getKey(), header.getValue()))
                .toList();
    return new HttpAnswer(httpStatus, lines, HttpBody.of(json));
  }

  private static ApiAnswer of(int httpStatus, ObjectNode envelope) {
    String traceId = UUID.randomUUID().toString();
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "x-pd-trace-id", traceId);
    return new ApiAnswer(httpStatus, headers, envelope.toString());
  }
}
