package io.github.powerdrilljava;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A merged contract, to look things up in by name, or to change: it is the caller's own copy. */
public final class ContractDocument {

  private static final String PRESIGN = "/v2/team/datasets/{}/datasources/{}/presign";

  private final JsonNode root;

  private ContractDocument(JsonNode root) {
    this.root = root;
  }

  /** The contract that the project has accepted, as the build has merged it. */
  public static ContractDocument accepted() {
    return of("/powerdrill.json");
  }

  /** One of the tests' own, for those that change it or know what it states. */
  public static ContractDocument ofTheTests() {
    return of("/contract.json");
  }

  private static ContractDocument of(String resource) {
    try (InputStream json = ContractDocument.class.getResourceAsStream(resource)) {
      return new ContractDocument(new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it as text. */
  public String json() {
    return root.toString();
  }

  /** JSON pointer to the presign operation, whatever its path parameters are called. */
  public String presign() {
    return root.path("paths").properties().stream()
        .map(path -> path.getKey())
        .filter(path -> path.replaceAll("\\{[^}]*}", "{}").equals(PRESIGN))
        .map(path -> JsonPointer.empty().appendProperty("paths").appendProperty(path) + "/post")
        .findFirst()
        .orElseThrow();
  }

  /** Where a JSON pointer leads, through every {@code $ref} on the way and at its end. */
  public String resolved(String pointer) {
    JsonPointer place = JsonPointer.empty();
    for (JsonPointer rest = JsonPointer.compile(pointer); !rest.matches(); rest = rest.tail()) {
      place = target(place.appendProperty(rest.getMatchingProperty()));
    }
    return place.toString();
  }

  private JsonPointer target(JsonPointer place) {
    JsonNode ref = root.at(place).path("$ref");
    return ref.isTextual() ? target(JsonPointer.compile(ref.asText().substring(1))) : place;
  }

  /** What is there; missing if nothing is. */
  public JsonNode at(String pointer) {
    return root.at(resolved(pointer));
  }

  /** The object that is there, to be changed. */
  public ObjectNode object(String pointer) {
    return (ObjectNode) at(pointer);
  }
}
