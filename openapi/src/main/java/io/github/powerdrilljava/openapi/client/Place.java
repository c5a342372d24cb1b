package io.github.powerdrilljava.openapi.client;

/**
 * The place of a schema, which gives the generated type its name.
 *
 * @param pointer unique, and independent of the order of lists
 * @param name the preferred name of its type
 * @param inner the prefix of the names of types inside it
 * @param rank how good its claim to the name is, 0 for the best
 * @param sent whether it is part of requests
 * @param received whether it is part of responses
 */
record Place(String pointer, String name, String inner, int rank, boolean sent, boolean received) {

  static final int PINNED = 0;
  static final int COMPONENT = 1;
  static final int WHOLE = 2;
  static final int INNER = 3;

  /** What is inside it under a name. */
  Place inside(String step, String word) {
    String name = inner + JavaNames.type(word);
    return new Place(pointer + "/" + step, name, name, INNER, sent, received);
  }
}
