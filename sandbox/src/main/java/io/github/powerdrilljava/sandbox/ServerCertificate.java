package io.github.powerdrilljava.sandbox;

import java.util.List;

/** What a sandbox shows to a client that connects over TLS. */
public enum ServerCertificate {
  /** Good for 127.0.0.1 and localhost, and issued by the authority that the client trusts. */
  TRUSTED("-signer authority -ext san=ip:127.0.0.1,dns:localhost"),
  /** Right in all but that it has issued itself, so that nobody trusts it. */
  SELF_SIGNED("-ext san=ip:127.0.0.1,dns:localhost"),
  /** Issued by the authority that the client trusts, but for another host. */
  WRONG_HOST("-signer authority -ext san=dns:other.example"),
  /** Right in all but that its time ran out days ago. */
  EXPIRED("-signer authority -ext san=ip:127.0.0.1,dns:localhost -startdate -10d -validity 1");

  private final String keytoolOptions;

  ServerCertificate(String keytoolOptions) {
    this.keytoolOptions = keytoolOptions;
  }

  List<String> keytoolOptions() {
    return List.of(keytoolOptions.split(" ", -1));
  }
}
