package io.github.powerdrilljava;

/**
 * Observes what a client does: requests, retries, waits, downloads. For metrics, traces and logs;
 * see {@link ClientEvent} for what there is to observe.
 *
 * <p>Called on the threads that do the work, from several at a time, and they wait for it: it must
 * be thread-safe and quick, and must not wait for a call of the same client. It changes nothing:
 * what it throws is logged as a warning, and the work continues. To follow how many bytes have
 * arrived, or to end a download, use {@link ProgressListener}.
 *
 * <pre>{@code
 * ClientListener slowRequests =
 *     event -> {
 *       if (event instanceof ClientEvent.RequestEnded ended && ended.elapsed().toSeconds() >= 5) {
 *         System.err.println(ended.request().url() + " took " + ended.elapsed());
 *       }
 *     };
 * PowerdrillClient observed =
 *     PowerdrillClient.builder()
 *         .apiKey(System.getenv("MY_KEY"))
 *         .userId("tmm-…")
 *         .listener(slowRequests)
 *         .build();
 * }</pre>
 */
@FunctionalInterface
public interface ClientListener {

  /** Something has happened just now. */
  void onEvent(ClientEvent event);
}
