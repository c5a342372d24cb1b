package io.github.powerdrilljava.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jayway.jsonpath.JsonPath;
import io.github.powerdrilljava.openapi.Document;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Changes of a contract's document, never of its text. */
final class Edits {

  static final String PRESIGN =
      "$.paths['/v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign'].post";
  static final String BODY = PRESIGN + ".requestBody.content['application/json'].schema";
  static final String OK = PRESIGN + ".responses['200']";
  static final String ENVELOPE = OK + ".content['application/json'].schema";

  private Edits() {}

  /** The contract that these tests begin with. */
  static Map<String, Object> contract() {
    try (InputStream in =
        Objects.requireNonNull(Edits.class.getResourceAsStream("/contract.yaml"))) {
      return Document.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One change. */
  interface Edit extends Consumer<Map<String, Object>> {
    default byte[] of(Map<String, Object> contract) {
      accept(contract);
      return Document.write(contract).getBytes(UTF_8);
    }

    default Edit and(Edit other) {
      return contract -> {
        accept(contract);
        other.accept(contract);
      };
    }
  }

  static Edit set(String owner, String key, Object value) {
    return contract -> node(contract, owner).put(key, value);
  }

  static Edit remove(String owner, String key) {
    return contract -> {
      if (!node(contract, owner).containsKey(key)) {
        throw new IllegalArgumentException(owner + " has no " + key);
      }
      node(contract, owner).remove(key);
    };
  }

  static Edit add(String list, Object element) {
    return contract -> list(contract, list).add(element);
  }

  static Edit drop(String list, Object element) {
    return contract -> list(contract, list).remove(element);
  }

  /** Moves what stands at a key behind a reference to a component. */
  static Edit behindReference(String owner, String key, String kind, String name) {
    return contract -> {
      Map<String, Object> components = Document.fields(contract.get("components"));
      Document.fields(components.computeIfAbsent(kind, k -> new LinkedHashMap<>()))
          .put(name, node(contract, owner).get(key));
      node(contract, owner).put(key, Map.of("$ref", "#/components/" + kind + "/" + name));
    };
  }

  private static Map<String, Object> node(Map<String, Object> contract, String path) {
    return JsonPath.parse(contract).read(path);
  }

  private static List<Object> list(Map<String, Object> contract, String path) {
    return JsonPath.parse(contract).read(path);
  }

  /** A value of a document, written as YAML. */
  static Object value(String text) {
    return Objects.requireNonNull(Document.read(("{v: " + text + "}").getBytes(UTF_8)).get("v"));
  }
}
