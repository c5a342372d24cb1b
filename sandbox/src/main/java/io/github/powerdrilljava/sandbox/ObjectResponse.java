package io.github.powerdrilljava.sandbox;

/** The object store's response to a request with a valid URL: an object, or a range of it. */
final class ObjectResponse {
  private final ReceivedRequest request;
  private final StoredObject object;

  ObjectResponse(ReceivedRequest request, StoredObject object) {
    this.request = request;
    this.object = object;
  }

  /** As much of the object as the request's conditions and range ask for. */
  HttpResponse response() {
    StoredObject.Version version = object.version();
    if (!Precondition.ifMatch(request.headers("If-Match"), version)) {
      return StoreError.PRECONDITION_FAILED.response("");
    }
    ByteRange range =
        Precondition.ifRange(request.headers("If-Range"), version)
            ? ByteRange.of(request.headers("Range"), version.size())
            : null;
    if (range == null) {
      return content(200, version, new ByteRange(0, version.size()))
          .with("Content-MD5", version.contentMd5());
    }
    if (range.isEmpty()) {
      return StoreError.INVALID_RANGE
          .response("")
          .with("Content-Range", "bytes */" + version.size());
    }
    String part = range.first() + "-" + range.last();
    return content(206, version, range)
        .with("Content-Range", "bytes " + part + "/" + version.size());
  }

  private HttpResponse content(int status, StoredObject.Version version, ByteRange range) {
    return HttpResponse.of(status)
        .with("ETag", version.etag())
        .with("Last-Modified", Precondition.httpDate(version.lastModified()))
        .with("Accept-Ranges", "bytes")
        .with("Content-Type", "application/octet-stream")
        .with(HttpBody.of(object, range));
  }
}
