package io.github.powerdrilljava.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** An operation that the sandbox serves: its method, and its path below the base path. */
enum Route {
  LIST_DATASETS("GET", "/v2/team/datasets"),
  LIST_DATA_SOURCES("GET", "/v2/team/datasets/*/datasources"),
  GET_DATA_SOURCE("GET", "/v2/team/datasets/*/datasources/*"),
  PRESIGN("POST", "/v2/team/datasets/*/datasources/*/presign");

  private final String method;
  private final String template;
  private final Pattern pattern;

  Route(String method, String template) {
    this.method = method;
    this.template = template;
    pattern = Pattern.compile(ApiHandler.BASE_PATH + template.replace("*", "([^/]+)"));
  }

  /** The route of a path, which is still percent-encoded; no two have the same. */
  static Optional<Route> at(String rawPath) {
    return Arrays.stream(values())
        .filter(route -> route.pattern.matcher(rawPath).matches())
        .findFirst();
  }

  /**
   * The route whose responses a request can get. One that is for no operation gets a failure, which
   * looks the same for all of them.
   */
  static Route ofResponseTo(ReceivedRequest request) {
    return at(request.path())
        .filter(route -> route.method.equals(request.method()))
        .orElse(PRESIGN);
  }

  String method() {
    return method;
  }

  /** Any path of the operation, below the base path. */
  String path() {
    return template.replace("*", "x");
  }

  /** The ids in a path of this route, which is still percent-encoded. */
  List<String> ids(String rawPath) {
    Matcher ids = pattern.matcher(rawPath);
    return ids.matches()
        ? IntStream.rangeClosed(1, ids.groupCount())
            .mapToObj(ids::group)
            .map(PathSegments::decodeOne)
            .toList()
        : List.of();
  }
}
