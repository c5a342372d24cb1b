package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The contract that the sandbox's own tests run on, whatever contract the project has accepted. */
final class TestContract {

  /** Made once: a validator takes its time. */
  static final Contract CONTRACT = Contract.of(json("contract.json"));

  /** Where a request of the contract's presign operation goes. */
  static final String PATH = "/api/v2/team/datasets/dset/datasources/ds/presign";

  /** The clauses of that path, and of the operation. */
  static final String PATH_ITEM =
      "#/paths/~1v2~1team~1datasets~1{dataset}~1datasources~1{source}~1presign";

  static final String POST = PATH_ITEM + "/post";

  private TestContract() {}

  /** A sandbox that keeps it. */
  static PowerdrillSandbox start() {
    return PowerdrillSandbox.start(0, null, CONTRACT);
  }

  /** As {@link #start()}, over TLS. */
  static PowerdrillSandbox startTls(ServerCertificate certificate) {
    return PowerdrillSandbox.start(0, ServerTls.with(certificate), CONTRACT);
  }

  /** One of the contracts beside the tests. */
  static String json(String name) {
    try (InputStream in = TestContract.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A presign request with these headers, as it would have arrived. */
  static ReceivedRequest presignRequest(Map<String, List<String>> headers) {
    return new ReceivedRequest(
        ReceivedRequest.Side.API, Instant.EPOCH, "POST", PATH + "?token=x", headers);
  }

  static void assertHas(String clause) {
    assertThat(CONTRACT.document().at(clause.substring(1)).isMissingNode()).as(clause).isFalse();
  }
}
