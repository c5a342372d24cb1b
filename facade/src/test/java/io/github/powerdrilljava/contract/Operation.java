package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.ServiceRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the facade calls: where the contract has it, and how the facade calls it.
 *
 * @param title a short name
 * @param template the path as the contract writes it
 * @param set the required parameters and fields that every request sets
 * @param plain sends nothing but what is required, and reads the response
 * @param calls requests at every edge of the facade's rules, by what is special about each
 * @param bounds which bounds of the contract the facade checks itself
 * @param defaults what the facade takes the service's defaults for
 * @param unknown asks for something that is not there; {@code null} if nothing is named
 */
record Operation(
    String title,
    String method,
    String template,
    Set<String> set,
    Reading plain,
    Map<String, Call> calls,
    List<Bound> bounds,
    List<Default> defaults,
    @Nullable Call unknown) {

  static final String TRACE_ID = "x-pd-external-trace-id";

  /** A request of the facade. */
  interface Call {
    void on(PowerdrillClient client);
  }

  /** A request of the facade, and what it makes of the response. */
  interface Reading {
    Result of(PowerdrillClient client);
  }

  /**
   * What the facade gives, by the contract's names for it.
   *
   * @param data with an {@code Optional} for what the facade documents as nullable
   */
  record Result(Map<String, @Nullable Object> data, Map<String, @Nullable String> headers) {}

  /**
   * A bound that the facade checks before it sends anything.
   *
   * @param field a parameter, or a field of the body
   * @param word of its schema, {@code minimum} or {@code maxLength}
   * @param at the request at a bound
   */
  record Bound(String field, String word, LongFunction<Call> at) {}

  /**
   * A default of the service.
   *
   * @param promised whether the facade documents it, so that the contract has to state it
   */
  record Default(String field, long value, boolean promised) {}

  /** The method and the path, as findings name it. */
  String name() {
    return method + " " + template;
  }

  /** Any path of it, below the base path. */
  String path() {
    return template.replaceAll("\\{[^}]*}", "x");
  }

  Finding finding(String field, String pointer, String what, String evidence) {
    return new Finding(name(), field, pointer, what, evidence);
  }

  /** Describes one whose requests are of one type. */
  static final class Builder<R extends ServiceRequest<R>> {

    private static final Map<String, String> ODD_TEXTS =
        Map.ofEntries(
            Map.entry("one character", "d"),
            Map.entry("letters of other scripts", "größe-数据"),
            Map.entry("spaces", "a b  c"),
            Map.entry("slashes", "/a/b/"),
            Map.entry("percent signs", "100%, %2F, %"),
            Map.entry("plus signs", "a+b"),
            Map.entry("dots", "..a.b.."),
            Map.entry("brackets", "[a]{b}(c)"),
            Map.entry("marks of a URL", "a?b#c&d=e;f:g@h"),
            Map.entry("quotes and backslashes", "\"a\" 'b' \\c"),
            Map.entry("an emoji", "😀"));

    private final String title;
    private final R plain;
    private final Sending<R> send;
    private final Set<String> set = new HashSet<>(Set.of("user_id", TRACE_ID));
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final List<Bound> bounds = new ArrayList<>();
    private final List<Default> defaults = new ArrayList<>();
    private @Nullable Call unknown;

    /** Sends a request, and reads the response. */
    interface Sending<R> {
      Result of(PowerdrillClient client, R request);
    }

    /**
     * Begins with what all operations share.
     *
     * @param plain with nothing but what is required
     */
    Builder(String title, R plain, Sending<R> send) {
      this.title = title;
      this.plain = plain;
      this.send = send;
      with("nothing but what is required", plain);
      with("a trace id of one character", plain.withExternalTraceId("t"));
      with("a trace id of 128 characters", plain.withExternalTraceId("t".repeat(128)));
      with("a trace id of all printable ASCII characters", plain.withExternalTraceId(ascii()));
      withTexts("a user id", plain::withUserId);
      with("a user id with 200 characters", plain.withUserId("d".repeat(200)));
      atMost(TRACE_ID, plain::withExternalTraceId);
    }

    private static String ascii() {
      return IntStream.rangeClosed('!', '~')
          .mapToObj(Character::toString)
          .collect(Collectors.joining("", "", " ~"));
    }

    private Call call(R request) {
      return client -> send.of(client, request);
    }

    Builder<R> with(String what, R request) {
      return with(what, call(request));
    }

    Builder<R> with(String what, Call call) {
      calls.put(what, call);
      return this;
    }

    Builder<R> withTexts(String what, Function<String, R> request) {
      ODD_TEXTS.forEach((odd, text) -> with(what + " with " + odd, request.apply(text)));
      return this;
    }

    /** Ids in the path. */
    Builder<R> withIds(Function<String, R> request) {
      unknown = call(request.apply("unknown"));
      return withTexts("ids", request)
          .with("ids with 200 characters", request.apply("d".repeat(200)));
    }

    /** A text that the facade sends up to some length. */
    Builder<R> atMost(String field, Function<String, R> request) {
      bounds.add(
          new Bound(
              field, "maxLength", most -> call(request.apply("t".repeat(Math.toIntExact(most))))));
      return this;
    }

    /** A number that the facade sends from some bound on. */
    Builder<R> atLeast(String field, LongFunction<Call> at) {
      bounds.add(new Bound(field, "minimum", at));
      return this;
    }

    Builder<R> byDefault(String field, long value, boolean promised) {
      defaults.add(new Default(field, value, promised));
      return this;
    }

    /** Pages, which are asked for by number and size in every request. */
    Builder<R> byPage(BiFunction<R, Integer, R> sized, PageCall<R> page) {
      set.addAll(Set.of("page_number", "page_size"));
      for (int bound : new int[] {1, 100, Integer.MAX_VALUE}) {
        with("pages of " + bound, sized.apply(plain, bound));
        with("page " + bound, client -> page.of(client, plain, bound));
      }
      return atLeast(
              "page_number", least -> client -> page.of(client, plain, Math.toIntExact(least)))
          .atLeast("page_size", least -> call(sized.apply(plain, Math.toIntExact(least))))
          .byDefault("page_number", 1, false);
    }

    /** A request for one page. */
    interface PageCall<R> {
      void of(PowerdrillClient client, R request, int number);
    }

    /** More of the same kind for each of several values. */
    <V> Builder<R> forEach(List<V> values, BiConsumer<Builder<R>, V> more) {
      values.forEach(value -> more.accept(this, value));
      return this;
    }

    Operation at(String method, String template) {
      return new Operation(
          title,
          method,
          template,
          Set.copyOf(set),
          client -> send.of(client, plain),
          calls,
          List.copyOf(bounds),
          List.copyOf(defaults),
          unknown);
    }
  }
}
