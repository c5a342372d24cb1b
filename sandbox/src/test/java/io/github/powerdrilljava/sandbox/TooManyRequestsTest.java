package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a client sees of the rate limit. The clock runs on meanwhile, so each test first asks until
 * it is refused.
 */
@Timeout(60)
class TooManyRequestsTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @BeforeEach
  void limit() {
    sandbox.limitRate(1);
  }

  @AfterEach
  void close() {
    sandbox.close(); // throws if the refusals broke the contract
  }

  @Test
  void respondsWithTheServicesStatusAndCode() {
    HttpResponse<String> refused = askUntilRefused();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).isEqualTo("{\"code\":201,\"msg\":\"rate limit reached\"}");
    assertThat(refused.headers().firstValue("x-pd-trace-id")).isPresent();
    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void servesAgainWhenTheClockHasAdvanced() {
    askUntilRefused();
    sandbox.advanceClock(Duration.ofSeconds(1));

    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void servesAgainWhenTheLimitIsLifted() {
    askUntilRefused();
    sandbox.limitRate(0);

    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotCountRequestsWhoseKeyIsNotTheTeams() {
    askUntilRefused();
    sandbox.advanceClock(Duration.ofSeconds(1));
    HttpRequest.Builder foreign = client.presignRequest("none", "ds");
    foreign.setHeader("x-pd-api-key", "other");

    assertThat(PlainClient.send(foreign).statusCode()).isEqualTo(403);
    assertThat(PlainClient.send(foreign).statusCode()).isEqualTo(403);
    assertThat(ask().statusCode()).isEqualTo(200);
  }

  @Test
  void countsRequestsThatMeetAFaultAndLetsTheFaultHaveTheLastWord() {
    sandbox.faults().randomly(1, 7, Fault.extraHeader("Spoilt", "yes"));

    assertThat(askUntilRefused().headers().firstValue("Spoilt")).hasValue("yes");
  }

  private HttpResponse<String> askUntilRefused() {
    return Stream.generate(this::ask)
        .filter(response -> response.statusCode() != 200)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> ask() {
    return PlainClient.send(client.presignRequest("none", "ds"));
  }
}
