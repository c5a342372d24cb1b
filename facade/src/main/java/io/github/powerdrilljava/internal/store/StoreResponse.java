package io.github.powerdrilljava.internal.store;

import okhttp3.Call;
import okhttp3.Response;

/** A response whose body is still to be read. */
public record StoreResponse(Response http, Call call, Runnable end) implements AutoCloseable {
  @Override
  public void close() {
    http.close();
    end.run();
  }
}
