package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;

/**
 * What a call to the service needs, whatever the call: made ready on other threads, beside the
 * reading of the command line. It takes most of the time of a presign.
 */
final class Preloading {

  private Preloading() {}

  /** Sends nothing, and fails silently: the client that is used tells. */
  static void start() {
    start("certificates", Preloading::readCertificates);
    start("classes", Preloading::loadClasses);
  }

  private static void start(String name, Callable<?> task) {
    Thread thread = new Thread(new FutureTask<>(task), name); // which keeps what it throws
    thread.setDaemon(true);
    thread.start();
  }

  /** Java keeps those that it trusts, as long as there is memory. */
  static TrustManagerFactory readCertificates() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return factory;
  }

  /** A closed client prepares a request before it refuses to send it. */
  static PresignedUrl loadClasses() {
    OkHttpClient withoutCertificates =
        new OkHttpClient.Builder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
    PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl("http://localhost")
            .apiKey("key")
            .userId("user")
            .httpClient(withoutCertificates)
            .build();
    client.close();
    return client.dataSources().presign(PresignRequest.of("dataset", "data-source"));
  }
}
