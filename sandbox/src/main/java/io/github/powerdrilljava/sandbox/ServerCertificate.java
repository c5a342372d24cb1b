package io.github.powerdrilljava.sandbox;

import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/** The certificate that a sandbox presents over TLS. */
public enum ServerCertificate {
  /** Valid for 127.0.0.1 and localhost, and issued by the authority that the client trusts. */
  TRUSTED,
  /** Like {@link #TRUSTED}, but self-signed, so that no client trusts it. */
  SELF_SIGNED,
  /** Issued by the authority that the client trusts, but for another host. */
  WRONG_HOST,
  /** Like {@link #TRUSTED}, but expired days ago. */
  EXPIRED;

  HeldCertificate issuedBy(HeldCertificate authority) {
    HeldCertificate.Builder certificate =
        new HeldCertificate.Builder().commonName("Sandbox server");
    if (this != SELF_SIGNED) {
      certificate.signedBy(authority);
    }
    if (this == EXPIRED) {
      Instant now = Instant.now();
      certificate.validityInterval(
          now.minus(Duration.ofDays(10)).toEpochMilli(),
          now.minus(Duration.ofDays(9)).toEpochMilli());
    }
    return this == WRONG_HOST
        ? certificate.addSubjectAlternativeName("other.example").build()
        : certificate
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("localhost")
            .build();
  }
}
