package io.github.powerdrilljava.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which state of an object the store speaks of, and how it represents it: parts of different
 * versions are never mixed.
 *
 * @param size the whole object's, in bytes
 * @param validator what {@code If-Range} names this version by: a strong entity tag, or a date of
 *     change that is old enough to be one's own
 * @param encoding its {@code Content-Encoding}, empty for none
 * @param type its {@code Content-Type}, empty for none
 */
record Version(long size, String validator, String encoding, String type) {

  /** Blanks and case are forgiven; 18 digits fit into a long. */
  private static final Pattern CONTENT_RANGE =
      Pattern.compile(
          "\\s*bytes\\s+(\\d{1,18})\\s*-\\s*(\\d{1,18})\\s*/\\s*(\\d{1,18})\\s*",
          Pattern.CASE_INSENSITIVE);

  /** What can be sent back as it came. */
  private static final Pattern STRONG_TAG = Pattern.compile("\"[ !#-~]*\"");

  private static final Pattern DATE = Pattern.compile("[ -~]+");

  /** A longer validator is none: a request that sends it back might be refused. */
  private static final int MAX_VALIDATOR_LENGTH = 1024;

  private static final int MAX_TYPE_LENGTH = 1024;

  /** Dates count in seconds: what changed within the last one may change again unseen. */
  private static final Duration OLD_ENOUGH = Duration.ofSeconds(1);

  /**
   * Which bytes a 206 brings.
   *
   * @param first of the object
   * @param length how many
   * @param size the whole object's
   */
  record Range(long first, long length, long size) {

    boolean isWhole() {
      return length == size;
    }

    /** All that a 200 brings; null if it does not say how much that is, or it is nothing. */
    static @Nullable Range whole(Response response) {
      long length = response.body().contentLength();
      return length > 0 ? new Range(0, length, length) : null;
    }

    /** Null if the response does not say so, says two things, or says nonsense. */
    static @Nullable Range of(Response response) {
      Set<Range> ranges = new HashSet<>();
      for (String header : response.headers("Content-Range")) {
        for (String each : header.split(",", -1)) {
          Range range = parse(each);
          if (range == null) {
            return null;
          }
          ranges.add(range);
        }
      }
      return ranges.size() == 1 ? ranges.iterator().next() : null;
    }

    private static @Nullable Range parse(String text) {
      Matcher range = CONTENT_RANGE.matcher(text);
      if (!range.matches()) {
        return null;
      }
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      long size = Long.parseLong(range.group(3));
      return first <= last && last < size ? new Range(first, last - first + 1, size) : null;
    }

    /**
     * Fails if a 206 cannot be what it says: where a proxy compresses each range, the body has
     * another length.
     */
    void requireIn(Response response) throws InconsistentResponse {
      if (type(response.headers()).startsWith("multipart/byteranges")) {
        throw InconsistentResponse.of("has several ranges in it");
      }
      long length = response.body().contentLength();
      if (length < 0 && !encoding(response.headers()).isEmpty()) {
        throw InconsistentResponse.of("is" + encoded(response) + " and states no length");
      }
      if (length >= 0 && length != this.length) {
        throw InconsistentResponse.of(
            "has "
                + length
                + " bytes"
                + encoded(response)
                + ", but says that it has "
                + this.length);
      }
    }
  }

  /** The version that a response brings a part of, null if it could not be told from another. */
  static @Nullable Version of(Range range, Headers headers) {
    String validator = validator(headers);
    return validator == null
        ? null
        : new Version(range.size(), validator, encoding(headers), type(headers));
  }

  private static @Nullable String validator(Headers headers) {
    String tag = headers.get("ETag");
    if (tag != null && isStrongTag(tag)) {
      return tag;
    }
    Instant modified = headers.getInstant("Last-Modified");
    Instant now = headers.getInstant("Date");
    boolean old =
        modified != null && now != null && !now.isBefore(modified.plus(OLD_ENOUGH)) && tag == null;
    return old ? headers.get("Last-Modified") : null;
  }

  private static boolean isStrongTag(String tag) {
    return tag.length() <= MAX_VALIDATOR_LENGTH && STRONG_TAG.matcher(tag).matches();
  }

  /** Whether it can be one; a file that says so may be anyone's. */
  boolean isValid() {
    boolean isDate =
        validator.length() <= MAX_VALIDATOR_LENGTH && DATE.matcher(validator).matches();
    return size > 0 && (validator.startsWith("\"") ? isStrongTag(validator) : isDate);
  }

  static String encoding(Headers headers) {
    String encoding = String.join(",", headers.values("Content-Encoding")).strip();
    return encoding.equalsIgnoreCase("identity") ? "" : encoding.toLowerCase(Locale.ROOT);
  }

  private static String type(Headers headers) {
    String type = headers.get("Content-Type");
    return type == null || type.length() > MAX_TYPE_LENGTH
        ? ""
        : type.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  /** To be added to a message about a response's length. */
  static String encoded(Response response) {
    String encoding = encoding(response.headers());
    return encoding.isEmpty()
        ? ""
        : " in Content-Encoding " + Redactor.oneLine(encoding) + ", which was not asked for,";
  }

  /**
   * Which bytes a response brings that was asked for a part of this version.
   *
   * @param first the first of them
   * @throws ObjectChanged if they are of another version
   * @throws InconsistentResponse if the response contradicts itself, or the version's first one
   * @throws StoreRefusal if it brings no bytes, or other ones
   */
  Range require(Response response, long first) throws IOException {
    int status = response.code();
    if (status == 200 && validator.equals(validator(response.headers()))) {
      throw InconsistentResponse.always("ignores which range is asked for");
    }
    if (status == 200 || status == 412 || status == 416) {
      throw new ObjectChanged();
    }
    if (status != 206) {
      throw StoreRefusal.of(response);
    }
    Range range = Range.of(response);
    if (range == null || range.first() != first) {
      throw StoreRefusal.otherBytes(response);
    }
    range.requireIn(response);
    if (!isOf(range, response.headers())) {
      throw new ObjectChanged();
    }
    requireSameForm(response.headers());
    return range;
  }

  /**
   * Whether a response brings a part of this version. It must repeat an entity tag, but not a date
   * (RFC 9110, section 15.3.7).
   */
  boolean isOf(Range range, Headers headers) {
    boolean isTag = validator.startsWith("\"");
    String own = headers.get(isTag ? "ETag" : "Last-Modified");
    return range.size() == size && (own == null ? !isTag : own.equals(validator));
  }

  /**
   * Fails if a 200 does not bring what is stored: a proxy that compresses on the way weakens the
   * tag, or brings another length than ranges were said to have together.
   *
   * @param saidSize -1 if unknown
   */
  static void requireAsStored(Response response, long saidSize) throws InconsistentResponse {
    String encoded = encoded(response);
    long size = response.body().contentLength();
    if (!encoded.isEmpty() && !isOfStored(response.header("ETag"), size)) {
      throw InconsistentResponse.of(
          "was compressed on the way: it is" + encoded + " and not as stored");
    }
    if (saidSize >= 0 && size >= 0 && size != saidSize) {
      throw InconsistentResponse.of(
          "has " + size + " bytes" + encoded + " but the whole was said to have " + saidSize);
    }
  }

  /** What is compressed on the way has no strong tag, and mostly no length. */
  private static boolean isOfStored(@Nullable String tag, long size) {
    return tag == null ? size >= 0 : !tag.startsWith("W/");
  }

  /** Fails if a response of this version is encoded or typed otherwise than the first one. */
  void requireSameForm(Headers headers) throws InconsistentResponse {
    if (!encoding(headers).equals(encoding)) {
      throw InconsistentResponse.of("is encoded otherwise than an earlier one");
    }
    String own = type(headers);
    if (!own.isEmpty() && !own.equals(type)) {
      throw InconsistentResponse.of("has another Content-Type than an earlier one");
    }
  }
}
