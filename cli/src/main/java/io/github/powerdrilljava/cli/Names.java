package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.NotFoundException;
import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of what a user calls by id or by name. The service is asked for the id first, so
 * that an id wins over a name, whatever either looks like, and costs no list.
 */
final class Names {

  private static final int LONGEST_SEARCH = 128;
  private static final int MOST_NAMED = 10;

  private final PowerdrillClient client;
  private final @Nullable String userId;
  private final @Nullable String traceId;

  /**
   * @param userId the user who sends the requests, {@code null} for the client's
   * @param traceId of the requests, {@code null} for random ones
   */
  Names(PowerdrillClient client, @Nullable String userId, @Nullable String traceId) {
    this.client = client;
    this.userId = userId;
    this.traceId = traceId;
  }

  /**
   * Uses a data source by the ids that the request names, or else by the names.
   *
   * @param use fails with {@link NotFoundException} where there are no such ids
   * @throws NameException if the names are those of none, or of several
   */
  static <T> T use(PowerdrillClient client, PresignRequest named, Function<PresignRequest, T> use) {
    try {
      return use.apply(named);
    } catch (NotFoundException e) {
      Names names = new Names(client, named.userId(), named.externalTraceId());
      String datasetId = names.datasetId(named.datasetId());
      return use.apply(
          PresignRequest.of(datasetId, names.dataSourceId(datasetId, named.dataSourceId(), e))
              .withUserId(named.userId())
              .withExternalTraceId(named.externalTraceId())
              .withExpiresIn(named.expiresIn()));
    }
  }

  /**
   * The id of a dataset.
   *
   * @throws NameException if it is the name of none, or of several
   */
  String datasetId(String text) {
    NotFoundException unknown = null;
    try {
      Page<DataSource> first = client.dataSources().listPage(dataSources(text).withPageSize(1), 1);
      if (first.totalItems() > 0 || !first.records().isEmpty()) {
        return text;
      }
    } catch (NotFoundException e) {
      unknown = e;
    }
    // The service might give an empty list for any text: only the list of datasets tells then.
    List<Dataset> found = unknown == null ? List.of() : search(text);
    if (found.isEmpty()) {
      found = all(text);
    }
    return found.stream().anyMatch(each -> each.id().equals(text))
        ? text
        : only(
            found.stream()
                .map(each -> new Candidate(each.id(), each.name(), "", DatasetsCommand.json(each)))
                .toList(),
            text,
            "Dataset " + quoted(text),
            "Datasets",
            ShellWord.thisCommand() + " datasets",
            unknown);
  }

  private List<Dataset> search(String text) {
    if (text.length() > LONGEST_SEARCH || !Printable.is(text)) {
      return List.of();
    }
    ListCount count = new ListCount();
    ListDatasetsRequest request = datasets().withSearch(text).withProgress(count);
    try (Stream<Dataset> some = client.datasets().list(request)) {
      List<Dataset> named = some.filter(each -> isNamed(each.name(), text)).toList();
      count.requireAll(); // or it may be the name of another one, too
      return named;
    }
  }

  /** Also the one whose id the text is. */
  private List<Dataset> all(String text) {
    ListCount count = new ListCount();
    try (Stream<Dataset> all = client.datasets().list(datasets().withProgress(count))) {
      List<Dataset> found =
          all.filter(each -> each.id().equals(text) || isNamed(each.name(), text)).toList();
      if (found.stream().noneMatch(each -> each.id().equals(text))) {
        count.requireAll();
      }
      return found;
    }
  }

  private ListDatasetsRequest datasets() {
    return ListDatasetsRequest.all().withUserId(userId).withExternalTraceId(traceId);
  }

  private String dataSourceId(String datasetId, String text, NotFoundException unknown) {
    List<Candidate> found;
    ListCount count = new ListCount();
    ListDataSourcesRequest request = dataSources(datasetId).withProgress(count);
    try (Stream<DataSource> every = client.dataSources().list(request)) {
      found =
          every
              .filter(each -> each.id().equals(text) || isNamed(each.name(), text))
              .map(Names::candidate)
              .toList();
    }
    if (found.stream().anyMatch(each -> each.id.equals(text))) {
      return text;
    }
    count.requireAll();
    return only(
        found,
        text,
        "Data source " + quoted(text) + " of dataset " + quoted(datasetId),
        "Data sources of dataset " + quoted(datasetId),
        ShellWord.thisCommand() + " datasources " + ShellWord.of(datasetId),
        unknown);
  }

  private ListDataSourcesRequest dataSources(String datasetId) {
    return ListDataSourcesRequest.of(datasetId).withUserId(userId).withExternalTraceId(traceId);
  }

  private static Candidate candidate(DataSource each) {
    String size = each.size() == null ? "" : each.size() + " bytes, ";
    return new Candidate(
        each.id(), each.name(), " (" + size + each.status() + ")", DataSourcesCommand.json(each));
  }

  private record Candidate(String id, String name, String facts, JsonObject json) {}

  private static String only(
      List<Candidate> found,
      String text,
      String what,
      String all,
      String list,
      @Nullable NotFoundException unknown) {
    List<Candidate> exact = found.stream().filter(each -> each.name.equals(text)).toList();
    List<Candidate> named = exact.isEmpty() ? found : exact;
    if (named.size() == 1) {
      return named.get(0).id;
    }
    if (named.isEmpty()) {
      throw new NameException(
          what
              + " was not found, neither by id nor by name. See "
              + list
              + " for what there is."
              + traceIds(unknown),
          List.of(),
          unknown);
    }
    String some =
        named.stream()
            .limit(MOST_NAMED)
            .map(each -> each.id + each.facts)
            .collect(Collectors.joining(", "));
    int more = named.size() - MOST_NAMED;
    throw new NameException(
        all
            + " have the name "
            + quoted(text)
            + " "
            + named.size()
            + " times: "
            + some
            + (more > 0 ? " and " + more + " more" : "")
            + ". Give the id instead.",
        named.stream().map(each -> each.json).toList(),
        unknown);
  }

  private static String traceIds(@Nullable NotFoundException unknown) {
    return unknown == null
        ? ""
        : " Trace id: " + unknown.traceId() + ", own: " + unknown.externalTraceId() + ".";
  }

  /** What a list shows of a name is good enough to find it. */
  private static boolean isNamed(String name, String text) {
    return name.equals(text) || Printable.line(name).equals(text);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
