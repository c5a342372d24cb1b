package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PowerdrillResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Makes the calls of every operation. Retrofit builds the requests; the answers are read here,
 * since Retrofit's converters see neither the status nor the headers that an error must name.
 */
public final class ApiCalls {

  private final Transport transport;
  private final Envelope envelope;
  private final ConnectionFailures connectionFailures;

  public ApiCalls(Transport transport, Redactor redactor) {
    this.transport = transport;
    this.envelope = new Envelope(redactor);
    this.connectionFailures = new ConnectionFailures(transport, redactor);
  }

  /**
   * Makes a call and gives its result.
   *
   * @throws PowerdrillException if the call gives no value
   * @throws IllegalStateException if the client is closed
   */
  public <E, D, T> PowerdrillResponse<T> execute(Exchange<E, D, T> exchange) {
    try {
      return transport.execute(
          transport.newApiCall(exchange.request()),
          response -> envelope.open(exchange, Answer.read(exchange, response)));
    } catch (IOException e) {
      throw connectionFailures.of(exchange, e);
    }
  }

  /**
   * As {@link #execute}, on a thread of the client. Cancelling the future cancels the call.
   *
   * @param view what the caller wants of the response
   */
  public <E, D, T, R> CompletableFuture<R> executeAsync(
      Exchange<E, D, T> exchange, Function<PowerdrillResponse<T>, R> view) {
    CancellableFuture<R> future = new CancellableFuture<>();
    transport.enqueue(
        transport.newApiCall(exchange.request()),
        response -> view.apply(envelope.open(exchange, Answer.read(exchange, response))),
        future,
        failure -> connectionFailures.of(exchange, failure));
    return future;
  }
}
