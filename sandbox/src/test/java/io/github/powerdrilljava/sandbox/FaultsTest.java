package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerdrilljava.sandbox.Fault.Moment;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When faults strike, and that the sandbox outlives them. */
@Timeout(60)
@Isolated("It looks at all threads.")
class FaultsTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void failsTheSameShareOfRequestsInTheSameWayForTheSameSeed() {
    sandbox.faults().randomly(0.3, 7, Fault.empty(500), Fault.empty(503));
    List<Integer> first = statuses(200);
    sandbox.faults().randomly(0.3, 7, Fault.empty(500), Fault.empty(503));
    List<Integer> again = statuses(200);
    sandbox.faults().randomly(0.3, 8, Fault.empty(500), Fault.empty(503));
    List<Integer> otherSeed = statuses(200);

    assertThat(again).isEqualTo(first).isNotEqualTo(otherSeed);
    assertThat(first).containsOnly(200, 500, 503);
    assertThat(first.stream().filter(status -> status != 200).count()).isBetween(40L, 80L);
  }

  @Test
  void prefersWhatIsScheduledToWhatIsRandomAndForgetsBoth() {
    sandbox.faults().randomly(1, 7, Fault.empty(500));
    sandbox.faults().next(Fault.empty(400), Fault.empty(401));
    assertThat(statuses(3)).containsExactly(400, 401, 500);
    assertThat(sandbox.faults().used()).isEqualTo(3);

    sandbox.faults().next(Fault.empty(400));
    assertThat(sandbox.faults().pending()).isEqualTo(1);
    sandbox.faults().clear();

    assertThat(sandbox.faults().pending()).isZero();
    assertThat(statuses(3)).containsExactly(200, 200, 200);
  }

  @Test
  void refusesSharesThatAreNone() {
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> sandbox.faults().randomly(share, 7, Fault.empty(500)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("share must be from 0 to 1: " + share);
    }
    assertThatThrownBy(() -> sandbox.faults().randomly(1, 7))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resetsTheNextRequestIfTheConnectionIsOpenAlready() throws Exception {
    assertThat(statuses(1)).containsExactly(200);
    sandbox.faults().next(Fault.resetConnection());

    assertThatThrownBy(() -> statuses(1)).hasCauseInstanceOf(IOException.class);

    assertThat(sandbox.faults().pending()).isZero();
    assertThat(statuses(1)).containsExactly(200);
  }

  @Test
  void refusesConnectionsUntilItAcceptsThemAgain() {
    assertThat(statuses(1)).containsExactly(200);
    sandbox.faults().refuseConnections();
    sandbox.faults().refuseConnections();
    sandbox.faults().next(Fault.empty(500));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> new RawClient(sandbox.baseUrl()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Connection refused");
    }
    assertThat(sandbox.faults().pending()).isEqualTo(1);

    sandbox.faults().acceptConnections();
    sandbox.faults().acceptConnections();
    assertThat(statuses(2)).containsExactly(500, 200);
  }

  @Test
  void keepsItsPortWhileItRefusesConnectionsAndFreesItOnClose() throws IOException {
    int port = sandbox.baseUrl().getPort();
    sandbox.faults().refuseConnections();
    assertThatThrownBy(() -> take(port)).isInstanceOf(BindException.class);

    sandbox.close();

    take(port);
    sandbox.faults().acceptConnections();
    PowerdrillSandbox.start(port, null, TestContract.CONTRACT).close();
  }

  private static void take(int port) throws IOException {
    try (ServerSocket other = new ServerSocket()) {
      other.setReuseAddress(false);
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesInSpiteOfAStalledResponseAndLeavesNoThread(Moment moment) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    PowerdrillSandbox other = TestContract.start();
    PlainClient otherClient = new PlainClient(other);
    other.faults().next(Fault.stall(moment));
    CompletableFuture<HttpResponse<String>> stalled =
        PlainClient.HTTP.sendAsync(
            otherClient.presignRequest("none", "ds").build(), BodyHandlers.ofString());
    while (other.requests().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(PlainClient.send(otherClient.presignRequest("none", "ds")).statusCode())
        .isEqualTo(200);
    assertThat(stalled).isNotDone();
    Set<Thread> during = new HashSet<>(Thread.getAllStackTraces().keySet());

    other.close();

    assertThatThrownBy(stalled::get).hasCauseInstanceOf(IOException.class);
    during.removeAll(before);
    during.removeIf(thread -> !thread.getName().startsWith("powerdrill-sandbox-"));
    assertThat(during).isNotEmpty().allMatch(Thread::isDaemon);
    for (Thread thread : during) {
      thread.join();
    }
  }

  @Test
  void closesWhileAResponseTrickles() throws Exception {
    sandbox.faults().next(Fault.trickle(Duration.ofDays(1)));
    CompletableFuture<HttpResponse<String>> trickling =
        PlainClient.HTTP.sendAsync(
            client.presignRequest("none", "ds").build(), BodyHandlers.ofString());
    while (sandbox.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    sandbox.close();

    assertThatThrownBy(trickling::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void keepsTheLastTenThousandRequests() {
    ArrivalLog log = new ArrivalLog();
    IntStream.rangeClosed(0, 10_000)
        .mapToObj(
            i ->
                new ReceivedRequest(
                    ReceivedRequest.Side.API, Instant.EPOCH, "GET", "/" + i, Map.of()))
        .forEach(log::add);

    assertThat(log.count()).isEqualTo(10_001);
    assertThat(log.list()).hasSize(10_000);
    assertThat(log.list().get(0).target()).isEqualTo("/1");
    assertThat(log.list().get(9_999).target()).isEqualTo("/10000");
  }

  private List<Integer> statuses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> PlainClient.send(client.presignRequest("none", "ds")).statusCode())
        .toList();
  }
}
