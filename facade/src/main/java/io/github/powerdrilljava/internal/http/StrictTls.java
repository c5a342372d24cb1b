package io.github.powerdrilljava.internal.http;

import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;

/**
 * What TLS must be whatever the client that is derived from allows: 1.2 or newer, to a server whose
 * certificate is for its host name. That client can only ask for more.
 */
final class StrictTls {

  private static final List<TlsVersion> VERSIONS = List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);

  /**
   * OkHttp's own, of a client without TLS: else it would read all trusted certificates for this.
   */
  private static final HostnameVerifier BY_THE_RULES =
      new OkHttpClient.Builder()
          .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
          .build()
          .hostnameVerifier();

  private StrictTls() {}

  /** Begins a client that is like the base, but for this. */
  static OkHttpClient.Builder of(OkHttpClient base) {
    return base.newBuilder()
        .hostnameVerifier(verifier(base.hostnameVerifier()))
        .connectionSpecs(base.connectionSpecs().stream().flatMap(StrictTls::newerOnly).toList());
  }

  private static HostnameVerifier verifier(HostnameVerifier given) {
    return given.equals(BY_THE_RULES)
        ? given // the same one, so that connections can be shared
        : (host, session) -> BY_THE_RULES.verify(host, session) && given.verify(host, session);
  }

  private static Stream<ConnectionSpec> newerOnly(ConnectionSpec spec) {
    if (!spec.isTls()) {
      return Stream.of(spec);
    }
    List<TlsVersion> asked = spec.tlsVersions();
    if (asked != null && VERSIONS.containsAll(asked)) {
      return Stream.of(spec);
    }
    TlsVersion[] versions =
        VERSIONS.stream()
            .filter(version -> asked == null || asked.contains(version))
            .toArray(TlsVersion[]::new);
    return versions.length == 0
        ? Stream.empty()
        : Stream.of(new ConnectionSpec.Builder(spec).tlsVersions(versions).build());
  }
}
