package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonAdapter;
import io.github.powerdrilljava.internal.http.Subject;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One call to be made: the request as generated, and how its response becomes a result.
 *
 * @param naming gives what is asked for, phrased to follow "Could not"; asked only when a message
 *     needs it
 * @param http what is sent, without the API key
 * @param subject what it is about, with the trace id that is sent with it
 * @param callTimeout how long all attempts together may take; null for the client's
 * @param envelope reads the generated type of the whole response
 * @param code takes the envelope's code out of it
 * @param data takes the envelope's data out of it
 * @param result turns the data into what the caller gets, or refuses it
 */
public record ApiRequest<E, D, T>(
    Supplier<String> naming,
    Request http,
    Subject subject,
    @Nullable Duration callTimeout,
    JsonAdapter<E> envelope,
    Function<E, Long> code,
    Function<E, @Nullable D> data,
    Result<D, T> result) {

  /** The trace id that is sent with it. */
  String externalTraceId() {
    return Objects.requireNonNull(subject.externalTraceId());
  }

  /** What is asked for, phrased to follow "Could not". */
  String action() {
    return naming.get();
  }

  /** Turns the contract's data into what the caller gets. */
  @FunctionalInterface
  public interface Result<D, T> {
    T of(D data) throws MalformedException;
  }
}
