package io.github.powerdrilljava.openapi.client;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chooses one of the media types of a body, and classifies it. */
final class MediaTypes {

  static final String MULTIPART = "multipart/form-data";
  static final String FORM = "application/x-www-form-urlencoded";

  /** Any type counts as JSON too: a structured value is then JSON. */
  private static final Pattern JSON =
      Pattern.compile("application/json|[^/]+/[^/]+\\+json|\\*/\\*|application/\\*");

  /** Small bodies, which are read as a whole. */
  private static final Pattern WHOLE =
      Pattern.compile("text/(?!event-stream).*|[^/]+/([^/]+\\+)?xml");

  private MediaTypes() {}

  /** A media type, and what the contract states of it. */
  record Content(String mediaType, Map<String, Object> stated) {

    Map<String, Object> schema() {
      return Node.map(stated, "schema");
    }

    String kind() {
      return MediaTypes.kind(mediaType);
    }

    boolean isJson() {
      return JSON.matcher(kind()).matches();
    }

    /** JSON whose structure the contract states. */
    boolean isTypedJson() {
      return isJson() && !schema().isEmpty() && !"binary".equals(schema().get("format"));
    }

    boolean isStream() {
      return !WHOLE.matcher(kind()).matches();
    }
  }

  /** Without parameters such as a charset. */
  private static String kind(String mediaType) {
    return mediaType.replaceFirst(";.*$", "").strip().toLowerCase(Locale.ROOT);
  }

  /** The one to use of several: JSON, else a form, else the first by name. */
  static Optional<Content> preferred(Map<String, Object> contents) {
    return contents.entrySet().stream()
        .map(entry -> new Content(entry.getKey(), Node.map(entry.getValue())))
        .min(Comparator.comparing(MediaTypes::rank).thenComparing(Content::mediaType));
  }

  private static int rank(Content content) {
    return switch (content.kind()) {
      case "application/json" -> 0;
      case MULTIPART -> 2;
      case FORM -> 3;
      default -> content.isJson() ? 1 : 4;
    };
  }
}
