package io.github.powerdrilljava.sandbox;

import java.util.Map;
import java.util.Objects;

/** Takes each request to its operation, past the checks that every operation makes. */
final class Router {
  private final Team team;
  private final Map<Route, Operation> operations;

  Router(Team team, Map<Route, Operation> operations) {
    this.team = team;
    this.operations = operations;
  }

  ApiResponse respond(ReceivedRequest request, String body) throws Refusal {
    String path = request.path();
    Route route =
        Route.at(path)
            .orElseThrow(() -> new Refusal(ErrorCode.ROUTE_NOT_FOUND, "no such operation"));
    if (!request.method().equals(route.method())) {
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "method must be " + route.method());
    }
    team.admit(request);
    return Objects.requireNonNull(operations.get(route), "an operation for every route")
        .respond(new Operation.Call(route.ids(path), QueryParameters.of(request.query()), body));
  }
}
