package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.ExportedDataSource;
import io.github.powerdrilljava.PowerdrillApiException;
import io.github.powerdrilljava.PowerdrillException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The data sources that failed, by what they failed of. */
final class FailureGroups {

  private static final int MOST_EXAMPLES = 3;

  /** The service can send any number of codes and messages. */
  private static final int MOST_REASONS = 100;

  private static final String OTHERS = "other reasons";

  private final UnaryOperator<String> redactor;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * @param redactor removes secrets from messages
   */
  FailureGroups(UnaryOperator<String> redactor) {
    this.redactor = redactor;
  }

  /**
   * Those that failed of the same.
   *
   * @param reason in a few words
   * @param count how many
   * @param examples some of them, with what went wrong
   */
  record Group(String reason, long count, List<String> examples) {

    private Group with(String example) {
      List<String> more = new ArrayList<>(examples);
      if (more.size() < MOST_EXAMPLES) {
        more.add(example);
      }
      return new Group(reason, count + 1, List.copyOf(more));
    }
  }

  void add(ExportedDataSource failed) {
    String reason = reason(failed.failure());
    String key = groups.size() < MOST_REASONS || groups.containsKey(reason) ? reason : OTHERS;
    Group group = groups.getOrDefault(key, new Group(key, 0, List.of()));
    groups.put(key, group.with(described(failed)));
  }

  /** The most frequent first. */
  List<Group> list() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::count).reversed())
        .toList();
  }

  /** One of them, with what went wrong, on one line. */
  String described(ExportedDataSource failed) {
    return Printable.line(
        redactor.apply(
            failed.dataSource().id()
                + " \""
                + failed.dataSource().name()
                + "\": "
                + (failed.failure() == null ? "failed" : ErrorMessages.message(failed.failure()))));
  }

  /** The name that {@code --json} has for it, and what the service said if it did. */
  private String reason(@Nullable PowerdrillException failure) {
    if (failure == null) {
      return "failed";
    }
    String type = FailureJson.type(failure).replace('_', ' ');
    return Printable.line(
        redactor.apply(
            failure instanceof PowerdrillApiException api && api.code() != null
                ? type + ", code " + api.code() + ": " + api.serviceMessage()
                : type));
  }
}
