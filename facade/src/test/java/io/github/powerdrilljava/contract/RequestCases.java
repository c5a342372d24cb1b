package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.InvalidRequestException;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.sandbox.ContractCheck;
import io.github.powerdrilljava.sandbox.ContractResponse;
import io.github.powerdrilljava.sandbox.ContractViolation;
import io.github.powerdrilljava.sandbox.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The facade's requests, at every edge of its own rules, past a validator of the contract. */
final class RequestCases {

  private static final PresignRequest PLAIN = PresignRequest.of("dset-1", "ds-1");

  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("one character", "d"),
          Map.entry("200 characters", "d".repeat(200)),
          Map.entry("letters of other scripts", "größe-数据"),
          Map.entry("spaces", "a b  c"),
          Map.entry("slashes", "/a/b/"),
          Map.entry("percent signs", "100%, %2F, %"),
          Map.entry("plus signs", "a+b"),
          Map.entry("dots", "..a.b.."),
          Map.entry("brackets", "[a]{b}(c)"),
          Map.entry("marks of a URL", "a?b#c&d=e;f:g@h"),
          Map.entry("quotes and backslashes", "\"a\" 'b' \\c"),
          Map.entry("an emoji", "😀"));

  private final Server server;
  private final ContractCheck check;
  private final ContractViolations violations;
  private final ContractResponse success;

  /**
   * Prepares them.
   *
   * @param responses what the contract allows: a success is the response to each request
   */
  RequestCases(String contract, Server server, List<ContractResponse> responses) {
    this.server = server;
    check = new ContractCheck(contract);
    violations = new ContractViolations(contract);
    success =
        responses.stream().filter(ContractResponse::success).findFirst().orElse(responses.get(0));
  }

  List<ContractCase> all() {
    Map<String, PresignRequest> requests = new LinkedHashMap<>();
    requests.put("nothing but what is required", PLAIN);
    for (long seconds : new long[] {60, 61, 600, 86_400, Integer.MAX_VALUE}) {
      requests.put("expires_in of " + seconds, PLAIN.withExpiresIn(Duration.ofSeconds(seconds)));
    }
    requests.put("a trace id of one character", PLAIN.withExternalTraceId("t"));
    requests.put("a trace id of 128 characters", PLAIN.withExternalTraceId("t".repeat(128)));
    requests.put(
        "a trace id of all printable ASCII characters", PLAIN.withExternalTraceId(ascii()));
    IDS.forEach(
        (what, id) -> {
          requests.put("ids with " + what, PresignRequest.of(id, id));
          requests.put("a user id with " + what, PLAIN.withUserId(id));
        });
    List<ContractCase> cases = new ArrayList<>();
    requests.forEach(
        (what, request) -> cases.add(new ContractCase("request: " + what, () -> send(request))));
    return cases;
  }

  private static String ascii() {
    return IntStream.rangeClosed('!', '~')
        .mapToObj(Character::toString)
        .collect(Collectors.joining("", "", " ~"));
  }

  private List<Finding> send(PresignRequest request) {
    server.respond(success);
    try {
      server.client().dataSources().presign(request);
    } catch (InvalidRequestException e) {
      return List.of(
          Operation.finding(
              "",
              "#",
              "The facade refuses to send what it allows.",
              Evidence.shown(String.valueOf(e.getMessage()))));
    } catch (PowerdrillException e) {
      // What the facade makes of responses is another case's business.
    }
    ReceivedRequest received = server.received();
    if (received == null) {
      return List.of(Operation.finding("", "#", "The facade sends no request.", ""));
    }
    int before = check.violations().size();
    check.checkRequest(received, server.receivedBody().toByteArray());
    String body = server.receivedBody().utf8();
    List<ContractViolation> found = check.violations();
    return found.subList(before, found.size()).stream()
        .flatMap(
            violation ->
                violations
                    .findings(violation, "The facade's request", body, Evidence.of(received, body))
                    .stream())
        .toList();
  }
}
