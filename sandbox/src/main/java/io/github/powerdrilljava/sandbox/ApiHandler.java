package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/**
 * The API server: checks what arrives against the contract, routes it, and checks what is answered.
 */
final class ApiHandler implements HttpHandler {
  static final String BASE_PATH = "/api";

  private final PresignOperation presign;
  private final RequiredFields requiredFields;
  private final ContractCheck contract;
  private final BreachLog breaches;
  private final Consumer<ReceivedRequest> arrivals;

  ApiHandler(
      PresignOperation presign,
      RequiredFields requiredFields,
      ContractCheck contract,
      BreachLog breaches,
      Consumer<ReceivedRequest> arrivals) {
    this.presign = presign;
    this.requiredFields = requiredFields;
    this.contract = contract;
    this.breaches = breaches;
    this.arrivals = arrivals;
  }

  @Override
  public HttpAnswer answer(ReceivedRequest request, byte[] body) {
    arrivals.accept(request);
    contract.checkRequest(request, body);
    ApiAnswer answer = requiredFields.addTo(answer(request, new String(body, UTF_8)));
    contract.checkAnswer(request, answer);
    return answer.toHttp();
  }

  private ApiAnswer answer(ReceivedRequest request, String body) {
    try {
      return route(request, body);
    } catch (Refusal e) {
      return ApiAnswer.failure(e);
    } catch (RuntimeException e) {
      breaches.add(request, e);
      return ApiAnswer.failure(ErrorCode.INTERNAL, "internal error");
    }
  }

  private ApiAnswer route(ReceivedRequest request, String body) throws Refusal {
    PresignRoute route = PresignRoute.of(request.path());
    if (route == null) {
      throw new Refusal(ErrorCode.ROUTE_NOT_FOUND, "no such operation");
    }
    if (!request.method().equals("POST")) {
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED, "method must be POST");
    }
    return presign.answer(request, route.datasetId(), route.dataSourceId(), body);
  }
}
