package io.github.powerdrilljava.internal.store;

import io.github.powerdrilljava.internal.http.Redactor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
public record Version(long size, String validator, String encoding, String type) {

  /** What can be sent back as it came. */
  private static final Pattern STRONG_TAG = Pattern.compile("\"[ !#-~]*\"");

  private static final Pattern DATE = Pattern.compile("[ -~]+");

  /** A longer validator is none: a request that sends it back might be refused. */
  private static final int MAX_VALIDATOR_LENGTH = 1024;

  private static final int MAX_TYPE_LENGTH = 1024;

  /** Dates count in seconds: what changed within the last one may change again unseen. */
  private static final Duration OLD_ENOUGH = Duration.ofSeconds(1);

  /** The version that a response brings a part of, null if it could not be told from another. */
  public static @Nullable Version of(ContentRange range, Headers headers) {
    String validator = validator(headers);
    return validator == null
        ? null
        : new Version(range.size(), validator, encoding(headers), type(headers));
  }

  private static @Nullable String validator(Headers headers) {
    if (hasSeveral(headers, "ETag") || hasSeveral(headers, "Last-Modified")) {
      return null;
    }
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

  /** Which is a contradiction, unless all are the same. */
  private static boolean hasSeveral(Headers headers, String name) {
    return headers.values(name).stream().distinct().count() > 1;
  }

  private static boolean isStrongTag(String tag) {
    return tag.length() <= MAX_VALIDATOR_LENGTH && STRONG_TAG.matcher(tag).matches();
  }

  /** Whether it can be one; a file may state anything. */
  public boolean isValid() {
    boolean isDate =
        validator.length() <= MAX_VALIDATOR_LENGTH && DATE.matcher(validator).matches();
    return size > 0 && (validator.startsWith("\"") ? isStrongTag(validator) : isDate);
  }

  static String encoding(Headers headers) {
    String encoding = String.join(",", headers.values("Content-Encoding")).strip();
    return encoding.equalsIgnoreCase("identity") ? "" : encoding.toLowerCase(Locale.ROOT);
  }

  static String type(Headers headers) {
    String type = headers.get("Content-Type");
    return type == null || type.length() > MAX_TYPE_LENGTH
        ? ""
        : type.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  /** To be added to a message about a response's length. */
  public static String encoded(Response response) {
    String encoding = encoding(response.headers());
    return encoding.isEmpty()
        ? ""
        : " in Content-Encoding " + Redactor.oneLine(encoding) + ", which was not asked for,";
  }

  /**
   * Which bytes a response brings that was asked for a part of this version.
   *
   * @param first the first of them
   * @throws ObjectChangedException if they are of another version
   * @throws InconsistentResponseException if the response contradicts itself, or the version's
   *     first one
   * @throws StoreException if it brings no bytes, or other ones
   */
  public ContentRange require(Response response, long first) throws IOException {
    int status = response.code();
    if (status == 200 && validator.equals(validator(response.headers()))) {
      throw InconsistentResponseException.always("ignores which range is asked for");
    }
    if (status == 200 || status == 412 || status == 416) {
      throw new ObjectChangedException();
    }
    if (status != 206) {
      throw StoreException.of(response);
    }
    ContentRange range = ContentRange.of(response);
    if (range == null || range.first() != first) {
      throw StoreException.otherBytes(response);
    }
    range.requireIn(response);
    if (!isOf(range, response.headers())) {
      throw new ObjectChangedException();
    }
    requireSameForm(response.headers());
    return range;
  }

  /**
   * Whether a response brings a part of this version. It must repeat an entity tag, but not a date
   * (RFC 9110, section 15.3.7); a tag where there was none before is of another version.
   */
  public boolean isOf(ContentRange range, Headers headers) {
    List<String> tags = headers.values("ETag");
    List<String> dates = headers.values("Last-Modified");
    boolean isSame =
        validator.startsWith("\"")
            ? !tags.isEmpty() && tags.stream().allMatch(validator::equals)
            : tags.isEmpty() && dates.stream().allMatch(validator::equals);
    return range.size() == size && isSame;
  }

  /**
   * Fails if a 200 does not bring what is stored: a proxy that compresses on the way weakens the
   * tag, or brings another length than ranges were said to have together.
   *
   * @param saidSize -1 if unknown
   */
  public static void requireAsStored(Response response, long saidSize)
      throws InconsistentResponseException {
    String encoded = encoded(response);
    long size = response.body().contentLength();
    if (!encoded.isEmpty() && !isOfStored(response.header("ETag"), size)) {
      throw InconsistentResponseException.of(
          "was compressed on the way: it is" + encoded + " and not as stored");
    }
    if (saidSize >= 0 && size >= 0 && size != saidSize) {
      throw InconsistentResponseException.of(
          "has " + size + " bytes" + encoded + " but an earlier response stated " + saidSize);
    }
  }

  /** What is compressed on the way has no strong tag, and mostly no length. */
  private static boolean isOfStored(@Nullable String tag, long size) {
    return tag == null ? size >= 0 : !tag.startsWith("W/");
  }

  /** Fails if a response of this version is encoded or typed otherwise than the first one. */
  public void requireSameForm(Headers headers) throws InconsistentResponseException {
    if (!encoding(headers).equals(encoding)) {
      throw InconsistentResponseException.of("is encoded otherwise than an earlier one");
    }
    String own = type(headers);
    if (!own.isEmpty() && !own.equals(type)) {
      throw InconsistentResponseException.of("has another Content-Type than an earlier one");
    }
  }
}
