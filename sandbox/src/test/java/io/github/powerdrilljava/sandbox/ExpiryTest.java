package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a URL expires and when a request is refused, to the instant: here the clock stands still.
 */
class ExpiryTest {
  private static final String USER = "{\"user_id\":\"tmm-sandbox\",\"expires_in\":60}";

  private final Catalogue catalogue = new Catalogue();
  private final UrlSigner signer = new UrlSigner();
  private final RateLimit limit = new RateLimit();
  private final ViolationLog violations = new ViolationLog();
  private final ContractCheck contract = new ContractCheck(TestContract.CONTRACT, violations);

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse("2024-11-13T14:" + time + "Z"), ZoneOffset.UTC);
  }

  private static ReceivedRequest request(Side side, String method, String target) {
    Map<String, List<String>> key =
        side == Side.API ? Map.of("x-pd-api-key", List.of(Team.API_KEY)) : Map.of();
    return new ReceivedRequest(side, Instant.EPOCH, method, target, key);
  }

  private ApiResponse presign(Clock clock, String body) throws Refusal {
    Operation presign = new PresignOperation(catalogue, signer, clock, "");
    return new Router(new Team(limit), Map.of(Route.PRESIGN, presign))
        .respond(request(Side.API, "POST", TestContract.PATH), body);
  }

  private int get(Clock clock, String target) {
    return new ObjectStoreHandler(catalogue, signer, clock, contract, violations, request -> {})
        .respond(request(Side.OBJECT_STORE, "GET", target), new byte[0])
        .status();
  }

  @ParameterizedTest
  @CsvSource({
    "15:00.000, 15:59.999, 200",
    "15:00.000, 16:00.000, 403",
    "15:00.000, 16:00.001, 403",
    "15:00.999, 15:59.999, 200",
    "15:00.999, 16:00.000, 403",
  })
  void aUrlIsGoodUntilTheVerySecondThatItsResponseStates(
      String presigned, String asked, int status, @TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("a.csv"), "a");
    catalogue.put(SandboxDataSource.of("dset", "ds", file));

    JsonNode data = Contract.parse(presign(at(presigned), USER).json()).at("/data");
    assertThat(data.at("/expires_at").textValue()).isEqualTo("2024-11-13T14:16:00.000Z");

    String url = data.at("/presigned_url").textValue();
    assertThat(get(at(asked), url)).isEqualTo(status);
  }

  @Test
  void aRequestThatComesTooFastIsRefusedWhateverItsBodyIs() throws Exception {
    limit.set(1);
    assertThatThrownBy(() -> presign(at("15:00.000"), "not read"))
        .hasMessage("body must be a JSON object");

    assertThatThrownBy(() -> presign(at("15:00.000"), "not read")).hasMessage("rate limit reached");
  }

  @Test
  void aNewLimitBeginsWithAFullBucket() {
    limit.set(1);
    assertThat(limit.admits(Instant.EPOCH)).isTrue();
    assertThat(limit.admits(Instant.EPOCH)).isFalse();

    limit.set(1);

    assertThat(limit.admits(Instant.EPOCH)).isTrue();
  }
}
