package io.github.powerdrilljava.openapi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2, of which JSON is a part, as plain values: mappings with string keys, lists, scalars.
 */
final class Yaml {

  private static final int MAX_ALIASES = 1000;

  /** Far beyond any real contract, and within what recursion can bear. */
  private static final int MAX_DEPTH = 200;

  /** What aliases may unfold to. */
  private static final int MAX_NODES = 5_000_000;

  /** Merge keys are followed below, where one that leads to itself is noticed. */
  private static final CoreSchema WITHOUT_MERGING =
      new CoreSchema() {
        @Override
        public ScalarResolver getScalarResolver() {
          return new CoreScalarResolver(false);
        }
      };

  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @throws UnusableContractException if it is none, or seems to be cut off
   */
  static @Nullable Object read(String text) {
    Node root = compose(text);
    Object value = new Yaml().value(root);
    requireEnd(root);
    return value;
  }

  private static Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(WITHOUT_MERGING)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(Document.MAX_BYTES)
            // Both are refused below, with the line.
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw new UnusableContractException("It is empty.");
      }
      Node first = documents.next();
      if (documents.hasNext()) {
        throw new UnusableContractException("It holds several documents; a contract is one.");
      }
      return first;
    } catch (StackOverflowError e) {
      throw tooDeep();
    } catch (MarkedYamlEngineException e) {
      throw new UnusableContractException(
          "It is neither YAML nor JSON%s: %s."
              .formatted(e.getProblemMark().map(Yaml::at).orElse(""), problem(e)));
    } catch (YamlEngineException e) {
      throw new UnusableContractException("It is neither YAML nor JSON: " + line(e) + ".");
    }
  }

  /** A file that was cut off in a block ends with a key that has no value. */
  private static void requireEnd(Node document) {
    Node last = document;
    String key = "";
    while (true) {
      if (last instanceof MappingNode map && !map.getValue().isEmpty()) {
        NodeTuple tuple = map.getValue().get(map.getValue().size() - 1);
        key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        last = tuple.getValueNode();
      } else if (last instanceof SequenceNode list && !list.getValue().isEmpty()) {
        last = list.getValue().get(list.getValue().size() - 1);
      } else {
        break;
      }
    }
    if (last instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.NULL)
        && scalar.getValue().isEmpty()) {
      throw new UnusableContractException(
          "It ends after \"%s:\", which has no value, so it seems to be cut off.".formatted(key));
    }
  }

  private static UnusableContractException tooDeep() {
    return new UnusableContractException(
        "It is nested more than %d levels deep.".formatted(MAX_DEPTH));
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    return problem == null ? "it cannot be read" : problem.replaceAll("\\s+", " ");
  }

  private static String line(YamlEngineException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", "");
  }

  private static String at(Mark mark) {
    return " at line " + (mark.getLine() + 1);
  }

  private static String at(Node node) {
    return node.getStartMark().map(Yaml::at).orElse("");
  }

  private @Nullable Object value(Node node) {
    if (++nodes > MAX_NODES) {
      throw new UnusableContractException(
          "Its aliases unfold to more than %d values.".formatted(MAX_NODES));
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (open.size() >= MAX_DEPTH) {
      throw tooDeep();
    }
    if (open.put(node, true) != null) {
      throw new UnusableContractException(
          "An alias%s stands inside its own anchor.".formatted(at(node)));
    }
    try {
      return node instanceof SequenceNode sequence ? list(sequence) : map((MappingNode) node);
    } finally {
      open.remove(node);
    }
  }

  private List<Object> list(SequenceNode sequence) {
    requireTag(sequence, Tag.SEQ);
    List<Object> list = new ArrayList<>();
    sequence.getValue().forEach(each -> list.add(value(each)));
    return list;
  }

  private Map<String, Object> map(MappingNode mapping) {
    requireTag(mapping, Tag.MAP);
    Map<String, Object> map = new LinkedHashMap<>();
    Map<String, Object> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      if (key.equals("<<") && isMerge(tuple.getValueNode())) {
        merge(tuple.getValueNode(), merged);
      } else if (map.containsKey(key)) {
        throw new UnusableContractException(
            "The key \"%s\" occurs twice, the second time%s."
                .formatted(key, at(tuple.getKeyNode())));
      } else {
        map.put(key, value(tuple.getValueNode()));
      }
    }
    merged.forEach(map::putIfAbsent);
    return map;
  }

  /** Whatever a key looks like, it is the text that stands there. */
  private static String key(Node key) {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new UnusableContractException("A key%s is no text.".formatted(at(key)));
  }

  /** YAML 1.1's merge key, which vendors still write. */
  private static boolean isMerge(Node value) {
    return value instanceof MappingNode
        || (value instanceof SequenceNode list
            && list.getValue().stream().allMatch(MappingNode.class::isInstance));
  }

  private void merge(Node value, Map<String, Object> merged) {
    List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    for (Node source : sources) {
      Document.fields(Objects.requireNonNull(value(source))).forEach(merged::putIfAbsent);
    }
  }

  private static void requireTag(Node node, Tag tag) {
    if (!node.getTag().equals(tag)) {
      throw foreignTag(node);
    }
  }

  private static UnusableContractException foreignTag(Node node) {
    return new UnusableContractException(
        "The YAML tag \"%s\"%s is none that a contract may use."
            .formatted(node.getTag().getValue(), at(node)));
  }

  private static @Nullable Object scalar(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.STR)) {
      return text;
    }
    Tag plain = WITHOUT_MERGING.getScalarResolver().resolve(text, true);
    if (!tag.equals(plain)) {
      throw foreignTag(scalar); // stated, and not what stands there
    }
    return tag.equals(Tag.NULL)
        ? null
        : tag.equals(Tag.BOOL)
            ? Boolean.valueOf(text)
            : tag.equals(Tag.INT) ? integer(text) : decimal(text);
  }

  private static Object integer(String text) {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    BigInteger value =
        digits.startsWith("0x")
            ? new BigInteger(digits.substring(2), 16)
            : digits.startsWith("0o")
                ? new BigInteger(digits.substring(2), 8)
                : new BigInteger(digits);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** Infinity and what is no number have no JSON: they stay text. */
  private static Object decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
