package io.github.powerdrilljava.sandbox;

import java.util.List;

/** One operation of the API, called by whoever has the team's key. */
interface Operation {
  ApiResponse respond(Call call) throws Refusal;

  /**
   * What an operation is called with.
   *
   * @param ids those of the path, decoded, in its order
   * @param body the request's, or empty
   */
  record Call(List<String> ids, QueryParameters query, String body) {}
}
