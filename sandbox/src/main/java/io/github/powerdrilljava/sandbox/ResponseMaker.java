package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.powerdrilljava.sandbox.Samples.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the responses of one status. */
final class ResponseMaker {

  /** Headers that state how a body is sent, which the contract cannot choose. */
  private static final Set<String> OF_THE_WIRE =
      Set.of(
          "connection", "content-encoding", "content-length", "content-type", "transfer-encoding");

  private static final String CONTENT_TYPE = "Content-Type";

  /** Longer values are left out. */
  private static final int MAX_HEADER_LENGTH = 1000;

  private final int status;
  private final Clause response;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<ContractResponse> made = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  ResponseMaker(int status, Clause response) {
    this.status = status;
    this.response = response;
    for (Clause header : declaredHeaders()) {
      samples(header).stream().findFirst().ifPresent(s -> headers.put(header.name(), text(s)));
    }
  }

  List<ContractResponse> make() {
    List<Clause> contents = response.at("content").children();
    if (contents.isEmpty()) {
      add("without a body", headers, "", whole(response), isSuccessful(), Map.of());
    }
    for (Clause content : contents) {
      if (isJson(content.name())) {
        addJson(content);
      } else {
        add(
            content.name(),
            with(headers, CONTENT_TYPE, content.name()),
            "text",
            whole(content),
            isSuccessful(),
            Map.of());
      }
    }
    return made;
  }

  private void addJson(Clause content) {
    String mediaType = content.name().contains("*") ? "application/json" : content.name();
    Map<String, String> complete = with(headers, CONTENT_TYPE, mediaType);
    for (Envelope envelope : Envelope.of(Schema.of(content.at("schema")), status)) {
      List<Sample> samples = new Samples().all(envelope.schema());
      Map<String, String> fields = fields(samples);
      fields.put("", envelope.schema().pointer());
      String kind = isSuccessful() && !envelope.success() ? mediaType + " of a failure" : mediaType;
      for (Sample sample : withoutOtherCodes(samples)) {
        add(
            kind + ", " + sample.name(),
            complete,
            sample.value().toString(),
            sample,
            envelope.success(),
            fields);
      }
      JsonNode first = samples.get(0).value();
      headerVariants(complete, mediaType)
          .forEach(
              (about, changed) ->
                  add(
                      kind + ", " + about.name(),
                      changed,
                      first.toString(),
                      about,
                      envelope.success(),
                      fields));
    }
  }

  /** A code that is not listed may change the meaning of the response. */
  private static List<Sample> withoutOtherCodes(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> sample.listed() || !sample.field().equals(Envelope.CODE))
        .toList();
  }

  /** Each header at its edges, the others as they are. */
  private Map<Sample, Map<String, String>> headerVariants(
      Map<String, String> complete, String mediaType) {
    Map<Sample, Map<String, String>> variants = new LinkedHashMap<>();
    Map<String, String> required = new LinkedHashMap<>(complete);
    for (Clause header : declaredHeaders()) {
      samples(header)
          .forEach(sample -> variants.put(sample, with(complete, header.name(), text(sample))));
      if (!header.node().path("required").asBoolean()) {
        required.remove(header.name());
      }
    }
    Clause all = response.at("headers");
    variants.put(sample(all, "required headers only"), required);
    variants.values().removeIf(complete::equals);
    variants.put(
        sample(response.at("content"), "with a charset"),
        with(complete, CONTENT_TYPE, mediaType + "; charset=utf-8"));
    return variants;
  }

  private List<Clause> declaredHeaders() {
    return response.at("headers").children().stream()
        .filter(header -> !OF_THE_WIRE.contains(header.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<Sample> samples(Clause header) {
    return new Samples()
        .all(Schema.of(header.at("schema"))).stream()
            .filter(sample -> fitsHeader(text(sample)))
            .map(
                sample ->
                    new Sample(
                        header.name(),
                        sample.what(),
                        header.toString(),
                        sample.value(),
                        sample.listed()))
            .toList();
  }

  private static String text(Sample sample) {
    return sample.value().isValueNode() ? sample.value().asText() : "\n";
  }

  private static boolean fitsHeader(String text) {
    return text.length() <= MAX_HEADER_LENGTH
        && text.strip().equals(text)
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private void add(
      String what,
      Map<String, String> sent,
      String body,
      Sample about,
      boolean success,
      Map<String, String> fields) {
    String plain =
        response.name().equals("default") ? "default (" + status + ")" : Integer.toString(status);
    String name = plain + ", " + what;
    for (int i = 2; !names.add(name); i++) {
      name = plain + ", " + what + " (" + i + ")";
    }
    made.add(
        new ContractResponse(
            name,
            status,
            sent,
            body,
            about.field(),
            about.pointer(),
            success,
            about.listed(),
            fields));
  }

  private boolean isSuccessful() {
    return status / 100 == 2;
  }

  private static boolean isJson(String mediaType) {
    return mediaType.toLowerCase(Locale.ROOT).contains("json") || mediaType.contains("*");
  }

  private static Sample whole(Clause place) {
    return sample(place, "");
  }

  private static Sample sample(Clause place, String what) {
    return new Sample("", what, place.toString(), MissingNode.getInstance(), true);
  }

  private static Map<String, String> fields(List<Sample> samples) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (!sample.field().isEmpty()) {
        fields.putIfAbsent(sample.field(), sample.pointer());
      }
    }
    return fields;
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }
}
