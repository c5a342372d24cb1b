package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/** The API server: checks each request against the contract, routes it, and checks the response. */
final class ApiHandler implements HttpHandler {
  static final String BASE_PATH = "/api";

  private final PresignOperation presign;
  private final RequiredFields requiredFields;
  private final ContractCheck contract;
  private final ViolationLog violations;
  private final Consumer<ReceivedRequest> arrivals;

  ApiHandler(
      PresignOperation presign,
      RequiredFields requiredFields,
      ContractCheck contract,
      ViolationLog violations,
      Consumer<ReceivedRequest> arrivals) {
    this.presign = presign;
    this.requiredFields = requiredFields;
    this.contract = contract;
    this.violations = violations;
    this.arrivals = arrivals;
  }

  @Override
  public HttpResponse respond(ReceivedRequest request, byte[] body) {
    arrivals.accept(request);
    contract.checkRequest(request, body);
    ApiResponse response = requiredFields.addTo(response(request, new String(body, UTF_8)));
    contract.checkResponse(request, response);
    return response.toHttp();
  }

  private ApiResponse response(ReceivedRequest request, String body) {
    try {
      return route(request, body);
    } catch (Refusal e) {
      return ApiResponse.failure(e);
    } catch (RuntimeException e) {
      violations.add(request, e);
      return ApiResponse.failure(ErrorCode.INTERNAL, "internal error");
    }
  }

  private ApiResponse route(ReceivedRequest request, String body) throws Refusal {
    PresignRoute route = PresignRoute.of(request.path());
    if (route == null) {
      throw new Refusal(ErrorCode.ROUTE_NOT_FOUND, "no such operation");
    }
    if (!request.method().equals("POST")) {
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "method must be POST");
    }
    return presign.respond(request, route.datasetId(), route.dataSourceId(), body);
  }
}
