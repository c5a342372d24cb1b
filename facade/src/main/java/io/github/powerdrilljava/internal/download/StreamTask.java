package io.github.powerdrilljava.internal.download;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.Observation;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.HttpUrl;

/** One stream from its request to the first response: asks for the URL, and opens the object. */
final class StreamTask {

  private final UrlSource urls;
  private final StoreClient store;
  private final Cancellation cancellation;
  private final DownloadErrors errors;

  StreamTask(UrlSource urls, StoreClient store, DownloadErrors errors) {
    this.urls = urls;
    this.store = store;
    this.cancellation = store.cancellation();
    this.errors = errors;
  }

  InputStream run() {
    Observation observation = cancellation.observation();
    observation.started();
    try {
      ObjectStream stream = open();
      Cancellation.Registration unused =
          cancellation.onEnd(() -> observation.ended(stream.failure()));
      return new StreamHandle(stream, urls.object().name());
    } catch (RuntimeException | Error e) {
      observation.ended(e);
      throw e;
    }
  }

  private ObjectStream open() {
    boolean opened = false;
    try {
      HttpUrl unused = urls.begin();
      ObjectStream stream = new ObjectStream(store, this::readFailure);
      opened = true;
      return stream;
    } catch (CancelledException e) {
      throw failure(e);
    } catch (IOException e) {
      throw e.getCause() instanceof DownloadException failure
          ? failure
          : new IllegalStateException(e);
    } finally {
      if (!opened) {
        cancellation.end();
      }
    }
  }

  private DownloadException failure(Exception cause) {
    return errors.of(urls, cause, cancellation, 0);
  }

  private IOException readFailure(Exception cause) {
    DownloadException failure = failure(cause);
    return new IOException(failure.getMessage(), failure);
  }
}
