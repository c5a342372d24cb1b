package io.github.powerdrilljava.internal.http;

import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A request that Retrofit has built, in the form in which Retrofit gives it: a call, which is never
 * made.
 *
 * @param request what was built
 */
public record BuiltRequest(Request request) implements Call {

  private static UnsupportedOperationException never() {
    return new UnsupportedOperationException("Retrofit only builds requests here");
  }

  @Override
  public Response execute() {
    throw never();
  }

  @Override
  public void enqueue(Callback callback) {
    throw never();
  }

  @Override
  public void cancel() {
    throw never();
  }

  @Override
  public boolean isExecuted() {
    return false;
  }

  @Override
  public boolean isCanceled() {
    return false;
  }

  @Override
  public Timeout timeout() {
    return Timeout.NONE;
  }

  @Override
  public void addEventListener(EventListener listener) {
    throw never();
  }

  @Override
  public <T> @Nullable T tag(KClass<T> type) {
    throw never();
  }

  @Override
  public <T> @Nullable T tag(Class<? extends T> type) {
    throw never();
  }

  @Override
  public <T> T tag(KClass<T> type, Function0<? extends T> value) {
    throw never();
  }

  @Override
  public <T> T tag(Class<T> type, Function0<? extends T> value) {
    throw never();
  }

  @Override
  public Call clone() {
    return this;
  }
}
