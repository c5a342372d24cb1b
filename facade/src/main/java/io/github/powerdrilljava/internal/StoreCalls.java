package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.PresignedUrl;
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
final class StoreCalls {

  private final Transport transport;
  private final RetryDecision decision;
  private final UrlSource urls;
  private final Cancellation cancellation;

  StoreCalls(
      Transport transport, RetryDecision decision, UrlSource urls, Cancellation cancellation) {
    this.transport = transport;
    this.decision = decision;
    this.urls = urls;
    this.cancellation = cancellation;
  }

  /** Ends the requests, and whatever else belongs to them. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Counts the failures of one connection. */
  StoreRetries newRetries() {
    return new StoreRetries(decision);
  }

  /** Runs something that makes requests on a thread of its own. */
  void run(Runnable task) {
    transport.run(task);
  }

  /**
   * The bytes that are wanted.
   *
   * @param from the first one
   * @param end the one after the last, {@link #OPEN} for all that follow
   * @param version of which they must be, null if any will do
   */
  record Range(long from, long end, @Nullable Version version) {
    static final long OPEN = -1;

    String header() {
      return "bytes=" + from + "-" + (end == OPEN ? "" : end - 1);
    }
  }

  /** The same, but ended by another end. */
  StoreCalls within(Cancellation other) {
    return new StoreCalls(transport, decision, urls, other);
  }

  /** An answer whose body is still to be read. */
  record Answer(Response response, Call call, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      response.close();
      end.run();
    }
  }

  /**
   * Makes a GET, and another one if the URL turns out to have ended.
   *
   * @param range null for the whole object
   * @param begun is told of each call
   * @return the answer, whatever its status, but for those that follow
   * @throws StoreRefusal if the store refuses the URL, and there is no other
   */
  Answer get(@Nullable Range range, Consumer<Call> begun) throws IOException {
    for (boolean renewed = false; ; renewed = true) {
      PresignedUrl url = urls.current();
      Call call = transport.newStoreCall(request(url, range));
      begun.accept(call);
      Answer answer = send(call);
      StoreRefusal refusal;
      try {
        urls.learnTime(answer.response());
        refusal = refusalOfUrl(answer.response());
      } catch (IOException | RuntimeException e) {
        answer.close();
        throw e;
      }
      if (refusal == null) {
        return answer;
      }
      answer.close();
      // A new URL that is refused at once is refused for another reason than its age.
      if (renewed || !urls.renew(url)) {
        throw refusal;
      }
    }
  }

  private Answer send(Call call) throws IOException {
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
      return new Answer(response, call, end);
    } catch (IOException | RuntimeException e) {
      end.run();
      throw e;
    }
  }

  private static Request request(PresignedUrl url, @Nullable Range range) {
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

  private static @Nullable StoreRefusal refusalOfUrl(Response response) throws IOException {
    int status = response.code();
    StoreRefusal refusal =
        status == 400 || status == 401 || status == 403 ? StoreRefusal.of(response) : null;
    return refusal != null && refusal.isOfUrl() ? refusal : null;
  }

  /** Says that the URL is good. */
  void progressed() {
    urls.progressed();
  }
}
