package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.TestContract.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrived is listed, as it was sent. */
class ReceivedRequestsTest {

  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void putOneFile(@TempDir Path directory) throws IOException {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "a"));
  }

  @Test
  void listsWhatArrivedAsItWasSentAndInOrder() {
    URI url = client.presign("d%73et", "ds");
    PlainClient.get(url, "Range", "bytes=0-0");

    assertThat(sandbox.requests())
        .extracting(ReceivedRequest::side, ReceivedRequest::method, ReceivedRequest::target)
        .containsExactly(
            tuple(ReceivedRequest.Side.API, "POST", PATH.replace("dset", "d%73et")),
            tuple(
                ReceivedRequest.Side.OBJECT_STORE, "GET", url.getRawPath() + "?" + url.getQuery()));
    assertThat(sandbox.requests().get(0).header("X-PD-API-KEY")).hasValue(sandbox.apiKey());
    assertThat(sandbox.requests().get(1).headers()).containsEntry("range", List.of("bytes=0-0"));
    sandbox.close();
  }

  @Test
  void recordsWhenARequestArrivedByItsOwnClock() {
    sandbox.advanceClock(Duration.ofDays(1));
    Instant before = sandbox.now();
    client.presign("dset", "ds");

    assertThat(sandbox.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.arrivedAt()).isBetween(before, sandbox.now()));
    sandbox.close();
  }
}
