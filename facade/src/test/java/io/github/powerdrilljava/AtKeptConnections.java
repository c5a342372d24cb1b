package io.github.powerdrilljava;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Calls over connections that earlier ones left behind. */
abstract class AtKeptConnections {

  static final int THREADS = 64;

  /** For the calls that leave connections behind, however slow this machine is. */
  OkHttpClient patient =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(THREADS, 1, TimeUnit.MINUTES))
          .build();

  /** With the same connections, but no patience for one that is silent. */
  OkHttpClient hasty() {
    return patient.newBuilder().readTimeout(Duration.ofMillis(200)).build();
  }

  static PowerdrillClient.Builder settings(String baseUrl) {
    return PowerdrillClient.builder()
        .baseUrl(baseUrl)
        .apiKey(ScriptedServer.API_KEY)
        .userId("tmm-1")
        .maxRequestsPerSecond(0)
        .retries(new Retries(2, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  static List<CompletableFuture<PresignedUrl>> presign(PowerdrillClient client, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(i -> client.dataSources().presignAsync("dset-1", "ds-1"))
        .toList();
  }
}
