package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.api.ApiCalls;
import io.github.powerdrilljava.internal.api.Listing;
import io.github.powerdrilljava.internal.api.Operations;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.Observation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the operations share: how they are called, and in whose name. */
record Service(ApiCalls calls, Operations operations, String apiKey, @Nullable String userId) {

  /** Checks a request by some rules, all of them. */
  void check(Consumer<RequestValidator> rules) {
    Violations violations = new Violations();
    rules.accept(new RequestValidator(violations, apiKey));
    violations.throwIfAny();
  }

  /** As {@link #check}, and makes the call if no rule is broken. */
  <T> CompletableFuture<T> async(
      Consumer<RequestValidator> rules, Supplier<CompletableFuture<T>> call) {
    try {
      check(rules);
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return call.get();
  }

  /** The user in whose name a request is made; {@code null} if there is none. */
  @Nullable String userOf(ServiceRequest<?> request) {
    return request.userId() != null ? request.userId() : userId;
  }

  /** The user of a request that was checked. */
  String checkedUserOf(ServiceRequest<?> request) {
    return Objects.requireNonNull(userOf(request));
  }

  /** All records, fetched as they are asked for. */
  static <T> Stream<T> stream(
      LongFunction<Page<T>> pages, Function<T, String> id, ProgressListener progress) {
    return StreamSupport.stream(new Listing<>(pages, id, progress), false);
  }

  /** A page by its number, whose call ends with the whole listing. */
  interface PageCall<T> {
    Page<T> fetch(Cancellation whole, long number);
  }

  /** Calls the action with each record, on another thread. */
  <T> CompletableFuture<Long> forEachAsync(
      PageCall<T> pages,
      Function<T, String> id,
      ProgressListener progress,
      Consumer<? super T> action) {
    return calls.startAsync(
        Observation.NONE,
        (cancellation, isOver) -> {
          Listing<T> listing =
              new Listing<>(number -> pages.fetch(cancellation, number), id, progress);
          long count = 0;
          while (!isOver.getAsBoolean() && listing.tryAdvance(action)) {
            count++;
          }
          return count;
        });
  }
}
