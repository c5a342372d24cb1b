package io.github.powerdrilljava.openapi;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2, which includes JSON, as plain values: mappings with string keys, lists, scalars.
 */
final class Yaml {

  private static final int MAX_ALIASES = 1000;

  /** The most characters of a key on one line, the most that YAML allows. */
  private static final int MAX_KEY = 1024;

  private Yaml() {}

  /**
   * Reads one document.
   *
   * @throws UnusableContractException if it is not one document, or seems to be cut off
   */
  static @Nullable Object read(String text) {
    Node root = compose(text, false);
    Object value = new YamlValues().of(root);
    requireEnd(root);
    return value;
  }

  /** For a document that was read before: its nodes, with comments, all in block style. */
  static Node composeWithComments(byte[] document) {
    Node root = compose(Document.text(document), true);
    if (root instanceof MappingNode map && map.getFlowStyle() == FlowStyle.FLOW) { // JSON
      setBlockStyle(root);
    }
    return root;
  }

  private static void setBlockStyle(Node node) {
    if (node instanceof MappingNode map) {
      map.setFlowStyle(FlowStyle.BLOCK);
      map.getValue().forEach(tuple -> setBlockStyle(tuple.getValueNode()));
    } else if (node instanceof SequenceNode list) {
      list.setFlowStyle(FlowStyle.BLOCK);
      list.getValue().forEach(Yaml::setBlockStyle);
    }
  }

  /** Writes nodes in the layout that the vendor's files have. */
  static String write(Node root) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDumpComments(true)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setMaxSimpleKeyLength(MAX_KEY)
            .build();
    return new Present(settings)
        .emitToString(new Serialize(settings).serializeOne(root).iterator());
  }

  private static Node compose(String text, boolean comments) {
    LoadSettings settings =
        LoadSettings.builder()
            .setParseComments(comments)
            .setSchema(YamlValues.WITHOUT_MERGING)
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
      throw YamlValues.tooDeep();
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

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    return problem == null ? "it cannot be read" : problem.replaceAll("\\s+", " ");
  }

  private static String line(YamlEngineException e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceAll("\\.$", "");
  }

  static String at(Mark mark) {
    return " at line " + (mark.getLine() + 1);
  }
}
