package io.github.powerdrilljava.internal.http;

import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.jspecify.annotations.Nullable;

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
    List<ConnectionSpec> strict = new ArrayList<>();
    for (ConnectionSpec spec : base.connectionSpecs()) {
      ConnectionSpec newer = spec.isTls() ? newerOnly(spec) : spec;
      if (newer != null) {
        strict.add(newer);
      }
    }
    return base.newBuilder()
        .hostnameVerifier(verifier(base.hostnameVerifier()))
        .connectionSpecs(strict);
  }

  private static HostnameVerifier verifier(HostnameVerifier given) {
    return given.equals(BY_THE_RULES)
        ? given // the same one, so that connections can be shared
        : (host, session) -> BY_THE_RULES.verify(host, session) && given.verify(host, session);
  }

  /** Null if it allows older versions only. */
  private static @Nullable ConnectionSpec newerOnly(ConnectionSpec spec) {
    List<TlsVersion> asked = spec.tlsVersions();
    if (asked != null && VERSIONS.containsAll(asked)) {
      return spec;
    }
    List<TlsVersion> versions = new ArrayList<>(VERSIONS);
    if (asked != null) {
      versions.retainAll(asked);
    }
    return versions.isEmpty()
        ? null
        : new ConnectionSpec.Builder(spec).tlsVersions(versions.toArray(new TlsVersion[0])).build();
  }
}
