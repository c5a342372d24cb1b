package io.github.powerdrilljava.openapi;

import static io.github.powerdrilljava.openapi.Document.fields;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Adds the operations of a file to a contract, or replaces the contract's own. Order, comments and
 * style of the rest stay; only the line breaks of folded text may move. What the file states of the
 * whole API, such as servers and components, replaces what the contract states of the same.
 */
final class Addition {

  private Addition() {}

  /**
   * Adds.
   *
   * @return the new contract, YAML
   * @throws UnusableContractException if one of them is not a usable contract, or the file's
   *     operations would mean something else in the contract
   */
  static byte[] of(byte[] contract, byte[] file) {
    Map<String, Object> added = paths(ContractMerge.canonical(file));
    boolean sameVersion = version(contract).equals(version(file));
    boolean inOldVersion = sameVersion || version(contract).equals("3.0");
    Node root = Yaml.composeWithComments(inOldVersion ? contract : canonical(contract));
    merge(root, Yaml.composeWithComments(sameVersion ? file : canonical(file)));
    byte[] result = Yaml.write(root).getBytes(UTF_8);
    requireSame(added, paths(ContractMerge.canonical(result)));
    return result;
  }

  private static byte[] canonical(byte[] document) {
    return Document.write(ContractMerge.canonical(document)).getBytes(UTF_8);
  }

  private static String version(byte[] document) {
    String version = String.valueOf(Document.read(document).get("openapi"));
    return version.substring(0, Math.min(3, version.length()));
  }

  private static Map<String, Object> paths(Map<String, Object> canonical) {
    return fields(canonical.getOrDefault("paths", Map.of()));
  }

  /** A path of the contract may have parameters or servers for all of its operations. */
  private static void requireSame(Map<String, Object> added, Map<String, Object> result) {
    added.forEach(
        (path, item) ->
            fields(item)
                .forEach(
                    (method, operation) -> {
                      Object now = fields(result.getOrDefault(path, Map.of())).get(method);
                      if (!operation.equals(now)) {
                        throw new UnusableContractException(
                            "It cannot be added, as %s would mean something else beside what the contract states of it."
                                .formatted(path));
                      }
                    }));
  }

  private static void merge(Node contract, Node file) {
    for (NodeTuple part : tuples(file)) {
      Node known = value(contract, key(part));
      switch (known == null ? "" : key(part)) {
        case "paths" -> tuples(part.getValueNode()).forEach(path -> addPath(known, path));
        case "components" ->
            tuples(part.getValueNode())
                .forEach(
                    kind -> {
                      Node components = value(known, key(kind));
                      if (components == null) {
                        put(known, kind);
                      } else {
                        tuples(kind.getValueNode()).forEach(each -> put(components, each));
                      }
                    });
        case "openapi" -> {} // the same, or the file has been brought to it
        case "tags" -> addTags(known, part.getValueNode());
        default -> put(contract, part);
      }
    }
  }

  /** What a path calls its parameters does not distinguish it from another. */
  private static void addPath(Node paths, NodeTuple path) {
    Set<String> methods =
        tuples(path.getValueNode()).stream().map(Addition::key).collect(Collectors.toSet());
    for (NodeTuple known : tuples(paths)) {
      boolean isSame = key(known).equals(key(path));
      boolean isReplaced =
          withoutNames(key(known)).equals(withoutNames(key(path)))
              && tuples(known.getValueNode()).stream().allMatch(m -> methods.contains(key(m)));
      if (isSame && !isReplaced) {
        tuples(path.getValueNode()).forEach(method -> put(known.getValueNode(), method));
        return;
      } else if (isReplaced) {
        tuples(paths).set(tuples(paths).indexOf(known), path);
        return;
      }
    }
    put(paths, path);
  }

  private static String withoutNames(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  private static void addTags(Node known, Node tags) {
    if (known instanceof SequenceNode list && tags instanceof SequenceNode more) {
      List<String> names = list.getValue().stream().map(Addition::name).toList();
      for (Node tag : more.getValue()) {
        int index = names.indexOf(name(tag));
        if (index < 0) {
          list.getValue().add(tag);
        } else {
          list.getValue().set(index, tag);
        }
      }
    }
  }

  private static String name(Node tag) {
    return value(tag, "name") instanceof ScalarNode name ? name.getValue() : "";
  }

  private static void put(Node map, NodeTuple tuple) {
    List<NodeTuple> tuples = tuples(map);
    for (NodeTuple known : tuples) {
      if (key(known).equals(key(tuple))) {
        if (!isEqual(known.getValueNode(), tuple.getValueNode())) {
          tuples.set(
              tuples.indexOf(known), new NodeTuple(known.getKeyNode(), tuple.getValueNode()));
        }
        return;
      }
    }
    tuples.add(tuple);
  }

  private static boolean isEqual(Node one, Node other) {
    return Objects.equals(new YamlValues().of(one), new YamlValues().of(other));
  }

  private static @Nullable Node value(Node map, String key) {
    return tuples(map).stream()
        .filter(tuple -> key(tuple).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElse(null);
  }

  /** The fields of a mapping, to be changed; of nothing else. */
  private static List<NodeTuple> tuples(Node node) {
    return node instanceof MappingNode map ? map.getValue() : new ArrayList<>();
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
  }
}
