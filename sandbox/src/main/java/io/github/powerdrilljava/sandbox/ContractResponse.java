package io.github.powerdrilljava.sandbox;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response that was made from a contract.
 *
 * @param name what is special about it, such as {@code 200, data.expires_at: a time with an offset}
 * @param status the HTTP status
 * @param headers with {@code Content-Type}, if there is a body
 * @param body in UTF-8; empty if there is none
 * @param field the field that it is about, such as {@code data.expires_at}, or the header; empty if
 *     it is about the whole
 * @param pointer JSON pointer to what it is about in the contract
 * @param success whether a client has to read a result from it
 * @param valid whether the contract allows it. If not, it is one that a client should survive: an
 *     enum's value that the contract does not list yet
 * @param fields where in the contract the fields of the body stand, and under an empty name the
 *     body itself
 */
public record ContractResponse(
    String name,
    int status,
    Map<String, String> headers,
    String body,
    String field,
    String pointer,
    boolean success,
    boolean valid,
    Map<String, String> fields) {

  /** Copies the maps; look-ups of headers do not mind the case of a name. */
  public ContractResponse {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = java.util.Collections.unmodifiableMap(copy);
    fields = Map.copyOf(fields);
  }

  /** A header's value, or null. */
  public @Nullable String header(String header) {
    return headers.get(header);
  }

  /** Where in the contract a field of the body stands, or else what it is part of. */
  public String pointerTo(String wanted) {
    for (String outer = wanted; !outer.isEmpty(); outer = outer(outer)) {
      String found = fields.get(outer);
      if (found != null) {
        return found;
      }
    }
    return fields.getOrDefault("", pointer);
  }

  private static String outer(String field) {
    return field.substring(0, Math.max(0, field.lastIndexOf('.')));
  }
}
