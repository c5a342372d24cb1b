package io.github.powerdrilljava.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillConnectionException;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Sources of URLs, for which a test answers as the service. */
abstract class AtUrlSource {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final Cancellation cancellation = new Cancellation();

  /** What the service gives for each renewal. */
  final List<CompletableFuture<PresignedUrl>> renewals = new ArrayList<>();

  static PresignedUrl url(String name, long secondsLeft) {
    return new PresignedUrl("https://store.example/" + name, NOW.plusSeconds(secondsLeft));
  }

  /** Presigns at once for the first URL, then as the function does. */
  UrlSource source(PresignedUrl first, Supplier<CompletableFuture<PresignedUrl>> next)
      throws IOException {
    AtomicBoolean begun = new AtomicBoolean();
    RemoteObject object =
        RemoteObject.of(
            () -> "it",
            PresignRequest.of("dset-1", "ds-1"),
            "id",
            "name",
            ending ->
                new PowerdrillResponse<>(
                    begun.getAndSet(true) ? answered(next.get(), ending) : first,
                    200,
                    "trace-" + renewals.size(),
                    "own"));
    UrlSource source = new UrlSource(object, CleartextPolicy.TO_LOOPBACK_ONLY, cancellation, CLOCK);
    assertThat(source.begin().toString()).isEqualTo(first.url());
    return source;
  }

  static PresignedUrl answered(CompletableFuture<PresignedUrl> renewal, Cancellation ending) {
    try {
      return ending.await(renewal);
    } catch (IOException e) {
      throw new PowerdrillConnectionException("Could not presign it.", "own", e);
    }
  }

  CompletableFuture<PresignedUrl> presign() {
    CompletableFuture<PresignedUrl> renewal = new CompletableFuture<>();
    synchronized (renewals) {
      renewals.add(renewal);
      renewals.notifyAll();
    }
    return renewal;
  }

  CompletableFuture<PresignedUrl> renewal(int index) throws InterruptedException {
    synchronized (renewals) {
      while (renewals.size() <= index) {
        renewals.wait();
      }
      return renewals.get(index);
    }
  }

  UrlSource waiting(PresignedUrl first) throws IOException {
    return source(first, this::presign);
  }

  UrlSource source(PresignedUrl first) throws IOException {
    return source(
        first,
        () -> {
          CompletableFuture<PresignedUrl> renewal = presign();
          renewal.complete(url("renewed-" + renewals.size(), 60));
          return renewal;
        });
  }

  static Response answerOf(Instant date) {
    return new Response.Builder()
        .request(new Request.Builder().url("https://store.example/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("")
        .headers(new Headers.Builder().set("Date", Date.from(date)).build())
        .build();
  }
}
