package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A URL that two connections find expired is renewed once. */
@JCStressTest
@Outcome(id = "true, true, 1", expect = Expect.ACCEPTABLE, desc = "once, for both")
@Outcome(expect = Expect.FORBIDDEN, desc = "not for both, or not once")
@State
public class UrlSourceRace {

  private static final PresignedUrl EXPIRED =
      new PresignedUrl("https://store.example/x?1", Instant.EPOCH);
  private static final PresignedUrl RENEWED =
      new PresignedUrl("https://store.example/x?2", Instant.EPOCH);

  private final AtomicInteger renewals = new AtomicInteger(-1);
  private final UrlSource urls =
      new UrlSource(
          RemoteObject.of(
              () -> "it",
              PresignRequest.of("dset-1", "ds-1"),
              "id",
              "name",
              cancellation ->
                  new PowerdrillResponse<>(
                      renewals.getAndIncrement() < 0 ? EXPIRED : RENEWED, 200, null, "own")),
          CleartextPolicy.TO_LOOPBACK_ONLY,
          new Cancellation(),
          Clock.systemUTC());

  /** Begins with the URL that is found expired. */
  public UrlSourceRace() {
    try {
      HttpUrl unused = urls.begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean renew() {
    try {
      return urls.renew(EXPIRED) && urls.current().equals(RENEWED);
    } catch (IOException e) {
      return false;
    }
  }

  @Actor
  public void one(ZZI_Result seen) {
    seen.r1 = renew();
  }

  @Actor
  public void other(ZZI_Result seen) {
    seen.r2 = renew();
  }

  @Arbiter
  public void see(ZZI_Result seen) {
    seen.r3 = renewals.get();
  }
}
