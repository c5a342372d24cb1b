package io.github.powerdrilljava.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.powerdrilljava.sandbox.ReceivedRequest.Side;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two servers do when the sandbox itself fails: here, when it cannot tell the time. */
class OwnFailureTest {
  private static final InstantSource BROKEN =
      () -> {
        throw new IllegalStateException("broken clock");
      };

  private final Catalogue catalogue = new Catalogue();
  private final UrlSigner signer = new UrlSigner();
  private final ViolationLog violations = new ViolationLog();
  private final ContractCheck contract = new ContractCheck(TestContract.CONTRACT, violations);

  @Test
  void theApiResponses9999AndRecordsTheStack(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("a.csv"), "a");
    catalogue.put(SandboxDataSource.of("dset", "ds", file));
    Operation presign = new PresignOperation(catalogue, signer, BROKEN, "http://unused");
    HttpResponse<String> response =
        response(
            new ApiHandler(
                new Router(new Team(new RateLimit()), Map.of(Route.PRESIGN, presign)),
                new RequiredFields(TestContract.CONTRACT),
                contract,
                violations,
                request -> {}),
            "/api/v2/team/datasets/dset/datasources/ds/presign",
            HttpRequest.newBuilder()
                .header("x-pd-api-key", Team.API_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user_id\":\"tmm-sandbox\"}")));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(PlainClient.json(response).at("/code").intValue()).isEqualTo(9999);
    assertThatTheStackIsRecorded();
  }

  @Test
  void theObjectStoreSends500AndRecordsTheStack() {
    String path = "/dset/ds/a.csv";
    String query = "?Expires=1&Signature=" + signer.sign("GET", path, "1");

    HttpResponse<String> response =
        response(
            new ObjectStoreHandler(catalogue, signer, BROKEN, contract, violations, request -> {}),
            path + query,
            HttpRequest.newBuilder());

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("<Code>InternalError</Code>");
    assertThatTheStackIsRecorded();
  }

  private static HttpResponse<String> response(
      HttpHandler handler, String target, HttpRequest.Builder request) {
    try (LoopbackServer server = LoopbackServer.open("test", 0)) {
      server.serve(
          new Connection.Endpoint(
              Side.API, handler, new Faults(server), InstantSource.system(), null));
      return PlainClient.send(
          request.uri(URI.create("http://127.0.0.1:" + server.port() + target)));
    }
  }

  private void assertThatTheStackIsRecorded() {
    assertThat(violations.list())
        .extracting(ContractViolation::kind, ContractViolation::key, ContractViolation::clause)
        .containsExactly(tuple(ContractViolation.Kind.RESPONSE, "sandbox.exception", "#"));
    assertThat(violations.list().get(0).message())
        .contains("IllegalStateException: broken clock", "at " + getClass().getName());
  }
}
