package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.ConnectionErrors;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.http.TruncationGuard;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Asks the object store for bytes of one object, with another URL where the last one has expired.
 */
public final class StoreClient {

  private final Transport transport;
  private final ConnectionErrors connectionErrors;
  private final RetryPolicy policy;
  private final UrlSource urls;
  private final Cancellation cancellation;

  public StoreClient(
      Transport transport, RetryPolicy policy, UrlSource urls, Cancellation cancellation) {
    this.transport = transport;
    this.connectionErrors = new ConnectionErrors(transport, new Redactor(""));
    this.policy = policy;
    this.urls = urls;
    this.cancellation = cancellation;
  }

  /** Ends the requests, and whatever else belongs to them. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Counts the failures of one connection. */
  public StoreRetries newRetries() {
    return new StoreRetries(policy, cancellation.observation(), this::reason);
  }

  private String reason(IOException failure) {
    if (failure instanceof StoreException) {
      return "the object store responded with " + failure.getMessage();
    }
    return failure instanceof InconsistentResponseException
        ? "the object store's response " + failure.getMessage()
        : connectionErrors.reason(failure);
  }

  /** Runs something that makes requests on a thread of its own. */
  public void run(Runnable task) {
    transport.run(task);
  }

  /** The same, but ended by another end. */
  public StoreClient within(Cancellation other) {
    return new StoreClient(transport, policy, urls, other);
  }

  /**
   * Makes a GET, and another one if the URL turns out to have expired.
   *
   * @param range null for the whole object
   * @param begun is given each call
   * @return the response, whatever its status, but for those that follow
   * @throws StoreException if the store refuses the URL, which could not be renewed
   */
  public StoreResponse get(@Nullable RangeRequest range, Consumer<Call> begun) throws IOException {
    for (boolean renewed = false; ; renewed = true) {
      PresignedUrl url = urls.current();
      Call call =
          transport.newStoreCall(
              request(url, range), urls.object().silence(), cancellation.observation());
      begun.accept(call);
      StoreResponse response = send(call);
      StoreException refusal;
      try {
        urls.learnTime(response.http());
        refusal = refusalOfUrl(response.http());
      } catch (IOException | RuntimeException e) {
        response.close();
        throw e;
      }
      if (refusal == null) {
        return response;
      }
      response.close();
      // A new URL that is refused at once is refused for another reason than its age.
      if (renewed || !urls.renew(url)) {
        throw refusal;
      }
    }
  }

  private StoreResponse send(Call call) throws IOException {
    Cancellation.Registration registration = cancellation.onEnd(call::cancel);
    Runnable end =
        () -> {
          registration.close();
          transport.end(call);
        };
    try {
      Response response = cancellation.interruptibly(() -> transport.begin(call));
      // The socket has the same timeout, and keeps it without waking a watchdog for each 8 KiB.
      response.body().source().timeout().timeout(0, TimeUnit.NANOSECONDS);
      return new StoreResponse(response, call, end);
    } catch (IOException | RuntimeException e) {
      end.run();
      throw e;
    }
  }

  private static Request request(PresignedUrl url, @Nullable RangeRequest range) {
    Request.Builder request =
        new Request.Builder().url(url.url()).header("Accept-Encoding", "identity");
    if (range != null) {
      request.header("Range", range.header());
      if (range.version() != null) {
        request.header("If-Range", range.version().validator());
      }
    }
    return request.build();
  }

  private static @Nullable StoreException refusalOfUrl(Response response) throws IOException {
    int status = response.code();
    StoreException refusal =
        status == 400 || status == 401 || status == 403 ? StoreException.of(response) : null;
    return refusal != null && refusal.isOfUrl() ? refusal : null;
  }

  /**
   * Fails if a body is shorter than the service lists the object, and ended with its connection: by
   * plain http, such an end looks the same where the connection broke.
   */
  public void requireListedSize(Response response, long received) throws EOFException {
    Long listed = urls.object().listedSize();
    boolean mayBeCut =
        TruncationGuard.endsWithConnection(response)
            && response.handshake() == null
            && Version.encoding(response.headers()).isEmpty();
    if (listed != null && received < listed && mayBeCut) {
      throw new EOFException("only " + received + " of " + listed + " listed bytes arrived");
    }
  }

  /** Records that the URL is good. */
  public void progressed() {
    urls.progressed();
  }
}
