package io.github.powerdrilljava.openapi.client;

import java.util.Locale;

/** A type in Java source, qualified, so that no generated class can stand for another one. */
sealed interface JavaType {

  /** As it stands in source. */
  String code();

  /** An expression for it, of Java's type {@code Type}. */
  String expression();

  /** What a method is called that is about it. */
  String word();

  /** As it stands in source where {@code null} is possible. */
  default String nullable() {
    String code = code();
    int name = code.lastIndexOf('.', (code + "<").indexOf('<')) + 1;
    return code.substring(0, name) + "@org.jspecify.annotations.Nullable " + code.substring(name);
  }

  default String code(boolean nullable) {
    return nullable ? nullable() : code();
  }

  /** A class of a library. */
  record Plain(String code) implements JavaType {
    static final JavaType ANY = new Plain("Object");
    static final JavaType STRING = new Plain("String");
    static final JavaType LONG = new Plain("Long");
    static final JavaType DECIMAL = new Plain("java.math.BigDecimal");
    static final JavaType BOOLEAN = new Plain("Boolean");
    static final JavaType INSTANT = new Plain("java.time.Instant");
    static final JavaType DATE = new Plain("java.time.LocalDate");
    static final JavaType VOID = new Plain("Void");
    static final JavaType RAW_REQUEST = new Plain("okhttp3.RequestBody");
    static final JavaType RAW_RESPONSE = new Plain("okhttp3.ResponseBody");
    static final JavaType FILE = new Plain("io.github.powerdrilljava.generated.api.FilePart");

    @Override
    public String expression() {
      return code + ".class";
    }

    @Override
    public String word() {
      return code.substring(code.lastIndexOf('.') + 1);
    }

    /** Whether its text is how it is sent in a URL. */
    boolean isText() {
      return !equals(ANY);
    }
  }

  /** A generated class. */
  record Named(Definition definition) implements JavaType {
    @Override
    public String code() {
      return "io.github.powerdrilljava.generated.model." + definition.name();
    }

    @Override
    public String expression() {
      return code() + ".class";
    }

    @Override
    public String word() {
      return definition.name();
    }
  }

  /** A list. */
  record ListOf(JavaType element, boolean nullableElements) implements JavaType {
    @Override
    public String code() {
      return "java.util.List<" + element.code(nullableElements) + ">";
    }

    @Override
    public String expression() {
      return "com.squareup.moshi.Types.newParameterizedType(java.util.List.class, %s)"
          .formatted(element.expression());
    }

    @Override
    public String word() {
      return element.word() + "List";
    }
  }

  /** A map from strings. */
  record MapOf(JavaType value, boolean nullableValues) implements JavaType {
    @Override
    public String code() {
      return "java.util.Map<String, " + value.code(nullableValues) + ">";
    }

    @Override
    public String expression() {
      return ("com.squareup.moshi.Types.newParameterizedType(java.util.Map.class,"
              + " String.class, %s)")
          .formatted(value.expression());
    }

    @Override
    public String word() {
      return value.word() + "Map";
    }
  }

  /** What the contract calls a value by, without structure. */
  static JavaType of(String type, String format) {
    return switch (type) {
      case "integer" -> Plain.LONG;
      case "number" -> Plain.DECIMAL;
      case "boolean" -> Plain.BOOLEAN;
      case "string" ->
          switch (format.toLowerCase(Locale.ROOT)) {
            case "date-time" -> Plain.INSTANT;
            case "date" -> Plain.DATE;
            default -> Plain.STRING;
          };
      default -> Plain.ANY;
    };
  }
}
