package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** The object store's answer to one request: an object, a range of it, or a failure. */
final class ObjectResponse {
  private final ReceivedRequest request;
  private final HttpExchange exchange;
  private final Headers headers;

  ObjectResponse(ReceivedRequest request, HttpExchange exchange) {
    this.request = request;
    this.exchange = exchange;
    this.headers = exchange.getResponseHeaders();
  }

  void fail(StoreError error) throws IOException {
    fail(error, "");
  }

  /** Answers with a failure whose XML has further elements. */
  void fail(StoreError error, String details) throws IOException {
    headers.set("Content-Type", "application/xml");
    if (request.method().equals("HEAD")) {
      exchange.sendResponseHeaders(error.httpStatus(), LoopbackServer.NO_BODY);
      return;
    }
    byte[] body = error.xml(details).getBytes(UTF_8);
    exchange.sendResponseHeaders(error.httpStatus(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** Answers with as much of the object as the request's conditions and range ask for. */
  void send(StoredObject object) throws IOException {
    StoredObject.Version version = object.version();
    if (!Precondition.ifMatch(request.headers("If-Match"), version)) {
      fail(StoreError.PRECONDITION_FAILED);
      return;
    }
    ByteRange range =
        Precondition.ifRange(request.headers("If-Range"), version)
            ? ByteRange.of(request.headers("Range"), version.size())
            : null;
    if (range == null) {
      headers.set("Content-MD5", version.contentMd5());
      stream(200, object, version, new ByteRange(0, version.size()));
    } else if (range.isEmpty()) {
      headers.set("Content-Range", "bytes */" + version.size());
      fail(StoreError.INVALID_RANGE);
    } else {
      String part = range.first() + "-" + range.last();
      headers.set("Content-Range", "bytes " + part + "/" + version.size());
      stream(206, object, version, range);
    }
  }

  private void stream(
      int status, StoredObject object, StoredObject.Version version, ByteRange range)
      throws IOException {
    headers.set("ETag", version.etag());
    headers.set("Last-Modified", Precondition.httpDate(version.lastModified()));
    headers.set("Accept-Ranges", "bytes");
    headers.set("Content-Type", "application/octet-stream");
    exchange.sendResponseHeaders(status, range.isEmpty() ? LoopbackServer.NO_BODY : range.length());
    object.copy(range, exchange.getResponseBody());
  }
}
