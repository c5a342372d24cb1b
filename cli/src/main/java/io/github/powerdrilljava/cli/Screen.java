package io.github.powerdrilljava.cli;

import java.util.Map;

/**
 * The terminal, as far as there is one. Java itself does not know which streams are a terminal: the
 * launcher sees it.
 *
 * @param isOut whether standard output is a terminal
 * @param isErr whether standard error is one that can move its cursor
 * @param columns how wide it is
 */
record Screen(boolean isOut, boolean isErr, int columns) {

  static final int USUAL_COLUMNS = 80;

  private static final String OUT_PROPERTY = "powerdrill.terminal.out";
  private static final String ERR_PROPERTY = "powerdrill.terminal";
  private static final String COLUMNS_PROPERTY = "powerdrill.columns";
  private static final String COLUMNS_VARIABLE = "COLUMNS";

  /** The variable COLUMNS takes precedence over what the terminal says. */
  static Screen of(Map<String, String> environment) {
    String variable = environment.getOrDefault(COLUMNS_VARIABLE, "");
    int columns =
        variable.matches("[1-9]\\d{0,3}")
            ? Integer.parseInt(variable)
            : Integer.getInteger(COLUMNS_PROPERTY, USUAL_COLUMNS);
    return new Screen(
        Boolean.getBoolean(OUT_PROPERTY),
        Boolean.getBoolean(ERR_PROPERTY),
        columns > 0 ? columns : USUAL_COLUMNS);
  }
}
