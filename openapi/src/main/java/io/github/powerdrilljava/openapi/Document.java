package io.github.powerdrilljava.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML 1.2 and JSON, and writes JSON. Every contract in this project is read here: keys are
 * strings, {@code NO} and {@code 12:30} are text.
 */
public final class Document {

  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Document() {}

  /**
   * Reads a document.
   *
   * @throws UnusableContractException if it is neither, or not a mapping
   */
  public static Map<String, Object> read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new UnusableContractException(
          "It is larger than %d MiB, the most that is read.".formatted(MAX_BYTES >> 20));
    }
    Object document = Yaml.read(text(bytes));
    if (!(document instanceof Map<?, ?> map)) {
      throw new UnusableContractException(
          "It holds %s where a contract has fields such as openapi and paths."
              .formatted(document instanceof List<?> ? "a list" : "plain text"));
    }
    return fields(map);
  }

  /** Writes a document as JSON, which all YAML parsers read in the same way. */
  public static String write(Map<String, Object> document) {
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("It cannot be written as JSON", e);
    }
  }

  /** Casts a node of a document to a mapping with string keys. */
  @SuppressWarnings("unchecked") // all that is read is made here
  public static Map<String, Object> fields(Object mapping) {
    return (Map<String, Object>) mapping;
  }

  /** A deep copy of a node. */
  static @Nullable Object copy(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      fields(map).forEach((key, value) -> copy.put(key, copy(value)));
      return copy;
    }
    if (node instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copy(each)));
      return copy;
    }
    return node;
  }

  /** The text of a file. */
  static String text(byte[] bytes) {
    try {
      String text = encoding(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableContractException("It is not text in UTF-8.");
    }
  }

  /**
   * As YAML 1.2 has it (5.2): by the byte order mark, or by the position of a first ASCII letter.
   */
  private static Charset encoding(byte[] bytes) {
    int first = bytes.length < 2 ? 'x' : bytes[0] & 0xff;
    int second = bytes.length < 2 ? 'x' : bytes[1] & 0xff;
    if ((first == 0xfe && second == 0xff) || first == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return (first == 0xff && second == 0xfe) || second == 0
        ? StandardCharsets.UTF_16LE
        : StandardCharsets.UTF_8;
  }
}
