package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Makes the responses that a contract allows for an operation: every documented status, content
 * type and header, and every field at its edges, one at a time.
 *
 * <p>It assumes of this API's envelope that {@code code} is 0 in a success, and another number in a
 * failure.
 */
public final class ContractResponses {

  /** The statuses that stand for {@code default}: statuses of failures. */
  private static final List<Integer> FAILED = List.of(422, 503);

  private static final int NOT_MODIFIED = 304;

  private ContractResponses() {}

  /**
   * Makes them all; none if the contract has no such operation.
   *
   * @param contractJson a merged contract, see {@link ContractCheck#ContractCheck(String)}
   * @param method the HTTP method
   * @param path a path of the operation, below the base path
   * @throws IllegalArgumentException if the contract is not JSON
   */
  public static List<ContractResponse> of(String contractJson, String method, String path) {
    JsonNode document = Contract.parse(contractJson);
    List<ContractResponse> made = new ArrayList<>();
    ContractOperation.find(document, method, path)
        .map(operation -> operation.in(new Clause(document)).at("responses"))
        .ifPresent(
            responses -> {
              for (Clause response : responses.children()) {
                for (int status : statuses(response.name(), responses.node())) {
                  made.addAll(new ResponseMaker(status, response).make());
                }
              }
            });
    return made;
  }

  /**
   * The body of a successful presign by the contract that this project has accepted; other required
   * fields get made-up values. For tests that script a server themselves.
   *
   * @param expiresAt in RFC 3339
   */
  public static String presigned(String url, String expiresAt) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("presigned_url", url).put("expires_at", expiresAt);
    return new RequiredFields(Contract.accepted())
        .addTo(Route.PRESIGN, ApiResponse.success(data))
        .json();
  }

  /** The statuses to send for one that is documented, for a class of them, or for the default. */
  private static List<Integer> statuses(String key, JsonNode documented) {
    if (key.equals("default")) {
      return FAILED.stream()
          .filter(status -> !documented.has(status.toString()))
          .filter(status -> !documented.has(status / 100 + "XX"))
          .toList();
    }
    if (!key.toUpperCase(Locale.ROOT).matches("[2-5](\\d\\d|XX)")) {
      return List.of();
    }
    boolean isClass = !Character.isDigit(key.charAt(2));
    int first = Integer.parseInt(key.toUpperCase(Locale.ROOT).replace('X', '0'));
    return IntStream.range(first, first + (isClass ? 100 : 1))
        .filter(status -> status != NOT_MODIFIED) // only a conditional request gets it
        .filter(status -> !isClass || !documented.has(Integer.toString(status)))
        .limit(1)
        .boxed()
        .toList();
  }
}
