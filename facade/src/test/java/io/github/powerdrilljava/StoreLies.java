package io.github.powerdrilljava;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;

/** How stores, and proxies before them, respond with something else than was asked for. */
final class StoreLies {

  static final byte[] RANDOM = OddStore.random(300_001);
  static final byte[] TEXT = "north,south,east\n".repeat(17_647).getBytes(UTF_8);

  /** What the store brings at a time, so that several requests are needed. */
  private static final int AT_A_TIME = 100_000;

  private StoreLies() {}

  /** What comes of it: the object, or a failure. */
  enum End {
    OBJECT,
    /** A stream cannot take back what was read, and so cannot ask for all. */
    OBJECT_AS_FILE_ONLY,
    FAILURE
  }

  record Lie(String what, End end, OddStore.Behaviour behaviour) {
    Lie endsWith(End other) {
      return new Lie(what, other, behaviour);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Lie lie(String what, OddStore.Behaviour behaviour) {
    return new Lie(what, End.OBJECT, behaviour);
  }

  /** A lie in each range; all of it comes as it is. */
  static Lie ranges(String what, OddStore.Behaviour behaviour) {
    return lie(what, get -> get.range() == null ? get.all() : behaviour.respond(get));
  }

  private static Lie changed(String what, UnaryOperator<MockResponse.Builder> change) {
    return ranges(what, get -> change.apply(capped(get)));
  }

  /** A lie in each range but the first. */
  static Lie laterRanges(String what, OddStore.Behaviour behaviour) {
    return lie(what, get -> get.first() == 0 ? honest(get) : behaviour.respond(get))
        .endsWith(End.OBJECT_AS_FILE_ONLY);
  }

  static MockResponse.Builder honest(OddStore.Get get) {
    return get.range() == null ? get.all() : capped(get);
  }

  private static MockResponse.Builder capped(OddStore.Get get) {
    return get.part(get.first(), last(get));
  }

  private static int last(OddStore.Get get) {
    return Math.min(get.last(), get.first() + AT_A_TIME - 1);
  }

  private static String said(OddStore.Get get, String format) {
    return String.format(Locale.ROOT, format, get.first(), last(get), get.object().size());
  }

  private static Buffer bytes(OddStore.Get get) {
    return get.range() == null
        ? get.bytes(0, get.object().size())
        : get.bytes(get.first(), last(get) + 1 - get.first());
  }

  private static MockResponse.Builder gzipped(MockResponse.Builder response, OddStore.Get get) {
    Buffer gzipped = new Buffer();
    try (GzipSink sink = new GzipSink(gzipped)) {
      Buffer bytes = bytes(get);
      sink.write(bytes, bytes.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.addHeader("Content-Encoding", "gzip").body(gzipped);
  }

  /** The same without a length. */
  private static MockResponse.Builder gzippedInChunks(
      MockResponse.Builder response, OddStore.Get get) {
    gzipped(response, get);
    Buffer body = new Buffer();
    try {
      response.getBody().writeTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.removeHeader("Content-Length").chunkedBody(body, 8192);
  }

  static Stream<Lie> compression() {
    return Stream.of(
        ranges("each range compressed", get -> gzipped(capped(get), get)),
        ranges("each range compressed, in chunks", get -> gzippedInChunks(capped(get), get)),
        laterRanges("later ranges compressed", get -> gzipped(capped(get), get)),
        laterRanges("later ranges compressed, in chunks", get -> gzippedInChunks(capped(get), get)),
        laterRanges(
            "later ranges that are said to be compressed",
            get -> capped(get).addHeader("Content-Encoding", "br")),
        lie("all and each range compressed", get -> gzipped(honest(get), get))
            .endsWith(End.FAILURE),
        lie("all and each range compressed, in chunks", get -> gzippedInChunks(honest(get), get))
            .endsWith(End.FAILURE),
        lie(
                "all of it compressed, with a weak tag",
                get -> gzipped(get.all().setHeader("ETag", "W/\"v1\""), get))
            .endsWith(End.FAILURE),
        lie(
                "all of it compressed, without tag and length",
                get -> gzippedInChunks(get.all().removeHeader("ETag"), get))
            .endsWith(End.FAILURE),
        lie("stored in its encoding", get -> honest(get).addHeader("Content-Encoding", "gzip")));
  }

  static Stream<Lie> bodies() {
    return Stream.of(
        ranges(
                "a body of more than its range",
                get -> capped(get).chunkedBody(get.bytes(0, get.object().size()), 8192))
            .endsWith(End.OBJECT_AS_FILE_ONLY),
        ranges(
                "a body of one byte more than its range",
                get -> capped(get).chunkedBody(bytes(get).writeByte(7), 8192))
            .endsWith(End.OBJECT_AS_FILE_ONLY),
        changed("a body that is shorter than its range", response -> response.body("short")),
        changed("an empty body", response -> response.body("")),
        ranges(
            "half of a range, in chunks",
            get ->
                get.number() == 1
                    ? capped(get)
                        .chunkedBody(
                            get.bytes(get.first(), (last(get) + 1 - get.first()) / 2), 8192)
                    : capped(get)),
        laterRanges(
            "a page of the range's length",
            get ->
                get.said(said(get, "bytes %d-%d/%d"))
                    .addHeader("Content-Type", "text/html")
                    .body("<".repeat(last(get) + 1 - get.first()))),
        ranges(
            "several ranges in one, of the same length",
            get ->
                get.said(said(get, "bytes %d-%d/%d"))
                    .addHeader("Content-Type", "multipart/byteranges; boundary=B")
                    .body("-".repeat(last(get) + 1 - get.first()))),
        lie(
                "all of it broken off in chunks",
                get ->
                    get.all()
                        .removeHeader("Content-Length")
                        .chunkedBody(get.bytes(0, get.object().size()), 8192)
                        .onResponseBody(new SocketEffect.CloseSocket()))
            .endsWith(End.FAILURE),
        lie(
                "half of it without a length, after a range that knew it",
                get ->
                    get.range() == null
                        ? get.all()
                            .body(get.bytes(0, get.object().size() / 2))
                            .removeHeader("Content-Length")
                            .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                        : capped(get).body("short"))
            .endsWith(End.FAILURE));
  }

  static Stream<Lie> versions() {
    return Stream.of(
        lie("all of it to any condition", get -> get.ifRange() == null ? honest(get) : get.all()),
        lie(
                "all of it without a tag to any condition",
                get -> get.ifRange() == null ? honest(get) : get.all().removeHeader("ETag"))
            .endsWith(End.OBJECT_AS_FILE_ONLY),
        lie(
                "another tag from each replica",
                get -> {
                  String tag = "\"replica " + get.number() % 2 + '"';
                  boolean isOther = get.ifRange() != null && !get.ifRange().equals(tag);
                  return (isOther ? get.all() : honest(get)).setHeader("ETag", tag);
                })
            .endsWith(End.OBJECT_AS_FILE_ONLY),
        lie(
                "another tag each time, and the condition ignored",
                get -> honest(get).setHeader("ETag", "\"" + get.number() + '"'))
            .endsWith(End.OBJECT_AS_FILE_ONLY),
        lie(
            "a tag of 70,000 bytes",
            get -> honest(get).setHeader("ETag", '"' + "v".repeat(69_998) + '"')),
        lie("a weak tag", get -> honest(get).setHeader("ETag", "W/\"v1\"")),
        lie("a bare tag", get -> honest(get).setHeader("ETag", "v1")));
  }

  static Stream<Lie> ranges() {
    Stream<Lie> oddRanges =
        Stream.of(
                "BYTES %d-%d/%d",
                "  bytes   %d - %d / %d  ",
                "bytes %d-%d/%d, bytes %1$d-%2$d/%3$d",
                "bytes %d-%d/%d, bytes 0-1/2",
                "bytes %d-%d/1000000000000000000000000",
                "bytes %d-%d/*",
                "bytes %d-%d",
                "bytes 9-%2$d/%3$d",
                "nonsense")
            .map(
                format ->
                    ranges(
                        "Content-Range: " + format,
                        get -> capped(get).setHeader("Content-Range", said(get, format))));
    return Stream.concat(
        oddRanges,
        Stream.of(
            changed("two ranges", response -> response.addHeader("Content-Range", "bytes 0-1/2")),
            changed("no range", response -> response.removeHeader("Content-Range")),
            laterRanges("always the first bytes", get -> get.part(0, AT_A_TIME - 1)),
            laterRanges("bytes further on", get -> get.part(last(get), last(get))),
            laterRanges(
                "a range of a larger object",
                get -> capped(get).setHeader("Content-Range", said(get, "bytes %d-%d/400000")))));
  }
}
