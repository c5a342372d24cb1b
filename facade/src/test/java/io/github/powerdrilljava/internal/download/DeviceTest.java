package io.github.powerdrilljava.internal.download;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import io.github.powerdrilljava.internal.http.Cancellation;
import io.github.powerdrilljava.internal.http.CancelledException;
import io.github.powerdrilljava.internal.http.CleartextPolicy;
import io.github.powerdrilljava.internal.http.Observers;
import io.github.powerdrilljava.internal.http.RetryPolicy;
import io.github.powerdrilljava.internal.http.Time;
import io.github.powerdrilljava.internal.http.Transport;
import io.github.powerdrilljava.internal.store.RemoteObject;
import io.github.powerdrilljava.internal.store.StoreClient;
import io.github.powerdrilljava.internal.store.UrlSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class DeviceTest {

  @Test
  void isNotOpenedByAClientThatWasClosedJustNow() {
    HttpUrl url = HttpUrl.get("http://localhost/x");
    Transport transport =
        new Transport(
            new OkHttpClient(),
            true,
            url,
            "",
            CleartextPolicy.TO_LOOPBACK_ONLY,
            Retries.NONE,
            Time.real(),
            Observers.NONE);
    transport.close();
    Cancellation cancellation = new Cancellation();
    RemoteObject object = RemoteObject.of(new PresignedUrl(url.toString(), Instant.MAX));
    UrlSource urls =
        new UrlSource(object, CleartextPolicy.TO_LOOPBACK_ONLY, cancellation, Clock.systemUTC());
    StoreClient store =
        new StoreClient(
            transport, new RetryPolicy(Retries.NONE, new Random(1)), urls, cancellation);

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> Device.open(Path.of("/dev/null"), store));
  }
}
