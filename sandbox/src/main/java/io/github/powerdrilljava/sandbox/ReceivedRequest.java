package io.github.powerdrilljava.sandbox;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.lang3.StringUtils;

/**
 * One request as it arrived.
 *
 * @param side which of the sandbox's two servers it came to
 * @param arrivedAt when its head had arrived, by the sandbox's clock
 * @param method the HTTP method, as sent
 * @param target the request target, exactly as sent: the path with its percent-encoding, and the
 *     query; the whole URL from a client that uses the sandbox as a proxy
 * @param headers the headers; look-ups do not mind the case of a name
 */
public record ReceivedRequest(
    Side side, Instant arrivedAt, String method, String target, Map<String, List<String>> headers) {

  static final List<String> SECRET_HEADERS = List.of(Team.API_KEY_HEADER, "Authorization");

  /** The sandbox's two servers. */
  public enum Side {
    /** The team API, where the API key belongs. */
    API,
    /** The object store behind the presigned URLs, which must never see the API key. */
    OBJECT_STORE
  }

  /** Copies the headers. */
  public ReceivedRequest {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** The elements of a header that is a list, from all of its lines. */
  List<String> elements(String name) {
    return headers(name).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /** The path, still percent-encoded. */
  String path() {
    return StringUtils.substringBefore(RequestTarget.inOriginForm(target), '?');
  }

  /** The target's query, still percent-encoded; empty if there is none. */
  String query() {
    return StringUtils.substringAfter(target, '?');
  }

  /** Leaves out what may be secret: the query and the values of the headers. */
  @Override
  public String toString() {
    return side + " " + method + " " + path() + " " + headers.keySet();
  }
}
