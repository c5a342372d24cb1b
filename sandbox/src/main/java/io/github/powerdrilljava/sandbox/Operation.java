package io.github.powerdrilljava.sandbox;

import java.util.List;

/** One operation of the API. Its caller has the team's key: that is checked before. */
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
