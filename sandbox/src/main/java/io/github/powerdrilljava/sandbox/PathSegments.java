package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;

/** Text to the segments of a URL's path and back, so that a segment can hold any character. */
final class PathSegments {
  private PathSegments() {}

  /** Splits before it decodes, so that a segment may hold an encoded slash. */
  static List<String> decode(String rawPath) {
    return Arrays.stream(rawPath.substring(rawPath.startsWith("/") ? 1 : 0).split("/", -1))
        .map(PathSegments::decodeOne)
        .toList();
  }

  static String decodeOne(String segment) {
    // The decoder is one for forms, where a plus is a space; in a path it is a plus.
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }

  /** A path of these segments, with everything but the unreserved characters percent-encoded. */
  static String encode(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/')
          .append(
              URLEncoder.encode(segment, UTF_8)
                  .replace("+", "%20")
                  .replace("*", "%2A")
                  .replace("%7E", "~"));
    }
    return path.toString();
  }
}
