package io.github.powerdrilljava.sandbox;

import java.time.Duration;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/** What a sandbox shows to a client that connects over TLS. */
public enum ServerCertificate {
  /** Good for 127.0.0.1 and localhost, and issued by the authority that the client trusts. */
  TRUSTED,
  /** Right in all but that it has issued itself, so that nobody trusts it. */
  SELF_SIGNED,
  /** Issued by the authority that the client trusts, but for another host. */
  WRONG_HOST,
  /** Right in all but that its time ran out days ago. */
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
