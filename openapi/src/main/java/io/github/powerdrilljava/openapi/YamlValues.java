package io.github.powerdrilljava.openapi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The plain values of a YAML document: mappings with string keys, lists, scalars. */
final class YamlValues {

  /** More than any real contract has, and safe for recursion. */
  private static final int MAX_DEPTH = 200;

  /** The most values that aliases may expand to. */
  private static final int MAX_NODES = 5_000_000;

  /** Merge keys are followed below, where a cycle is noticed. */
  static final CoreSchema WITHOUT_MERGING =
      new CoreSchema() {
        @Override
        public ScalarResolver getScalarResolver() {
          return new CoreScalarResolver(false);
        }
      };

  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
  private int nodes;

  /**
   * Returns the value of a node.
   *
   * @throws UnusableContractException if a contract cannot have such a value
   */
  @Nullable Object of(Node node) {
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
          "An alias%s is inside its own anchor.".formatted(at(node)));
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
    sequence.getValue().forEach(each -> list.add(of(each)));
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
        map.put(key, of(tuple.getValueNode()));
      }
    }
    merged.forEach(map::putIfAbsent);
    return map;
  }

  /** A key is always the text as it is written. */
  private static String key(Node key) {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new UnusableContractException("A key%s is not text.".formatted(at(key)));
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
      Document.fields(Objects.requireNonNull(of(source))).forEach(merged::putIfAbsent);
    }
  }

  private static void requireTag(Node node, Tag tag) {
    if (!node.getTag().equals(tag)) {
      throw foreignTag(node);
    }
  }

  private static UnusableContractException foreignTag(Node node) {
    return new UnusableContractException(
        "The YAML tag \"%s\"%s is not allowed in a contract."
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
      throw foreignTag(scalar); // a stated tag that does not fit the text
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

  /** JSON has neither infinity nor NaN: they stay text. */
  private static Object decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  static UnusableContractException tooDeep() {
    return new UnusableContractException(
        "It is nested more than %d levels deep.".formatted(MAX_DEPTH));
  }

  private static String at(Node node) {
    return node.getStartMark().map(Yaml::at).orElse("");
  }
}
