package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/** The API server: checks each request against the contract, routes it, and checks the response. */
final class ApiHandler implements HttpHandler {
  static final String BASE_PATH = "/api";

  private final Router router;
  private final RequiredFields requiredFields;
  private final ContractCheck contract;
  private final ViolationLog violations;
  private final Consumer<ReceivedRequest> arrivals;

  ApiHandler(
      Router router,
      RequiredFields requiredFields,
      ContractCheck contract,
      ViolationLog violations,
      Consumer<ReceivedRequest> arrivals) {
    this.router = router;
    this.requiredFields = requiredFields;
    this.contract = contract;
    this.violations = violations;
    this.arrivals = arrivals;
  }

  @Override
  public HttpResponse respond(ReceivedRequest request, byte[] body) {
    arrivals.accept(request);
    contract.checkRequest(request, body);
    ApiResponse response =
        requiredFields.addTo(
            Route.ofResponseTo(request), response(request, new String(body, UTF_8)));
    contract.checkResponse(request, response);
    return response.toHttp();
  }

  private ApiResponse response(ReceivedRequest request, String body) {
    try {
      return router.respond(request, body);
    } catch (Refusal e) {
      return ApiResponse.failure(e);
    } catch (RuntimeException e) {
      violations.add(request, e);
      return ApiResponse.failure(ErrorCode.INTERNAL, "internal error");
    }
  }
}
