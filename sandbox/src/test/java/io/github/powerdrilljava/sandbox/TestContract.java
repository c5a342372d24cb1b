package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The contract that the sandbox's own tests run on, whatever contract the project has accepted. */
final class TestContract {

  /** Made once: a validator takes its time. */
  static final Contract CONTRACT = Contract.of(json("contract.json"));

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
}
