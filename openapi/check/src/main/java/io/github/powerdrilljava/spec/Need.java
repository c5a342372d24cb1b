package io.github.powerdrilljava.spec;

/**
 * Something in this project that has to be changed before a contract can be accepted.
 *
 * @param operation its method and path, or empty
 * @param field the field, parameter or header of it, or empty
 * @param pointer a JSON pointer into the merged contract, or empty
 * @param what what is wrong, in a sentence
 * @param evidence what showed it: a request, a response, a line of code; or empty
 */
public record Need(String operation, String field, String pointer, String what, String evidence) {

  String line() {
    String where = operation + (field.isEmpty() ? "" : ", " + field);
    return (where.isEmpty() ? "" : where + ": ")
        + what
        + (pointer.isEmpty() ? "" : " (" + pointer + ")");
  }
}
