package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.cli.RecordList.Column;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the data sources of a dataset. */
@Command(
    name = "datasources",
    description = {
      "Lists the data sources of a dataset.",
      "Where standard output is no terminal, each line is id, size in bytes (empty if the service does"
          + " not state it), status and name, separated by tabs."
    },
    footer = {
      "%nJSON, for each data source: id, dataset_id, name, type, status, size (in bytes, or null)"
    })
final class DataSourcesCommand implements Callable<Integer>, ServiceCommand {

  static final Column<DataSource> ID = Column.text("ID", DataSource::id);

  static final Column<DataSource> SIZE =
      new Column<>(
          "SIZE",
          0,
          true,
          each -> each.size() == null ? "" : each.size().toString(),
          each -> each.size() == null ? "?" : DisplayText.bytes(each.size()));

  static final Column<DataSource> NAME = Column.text("NAME", DataSource::name);

  private static final List<Column<DataSource>> COLUMNS =
      List.of(ID, SIZE, Column.text("STATUS", each -> each.status().value()), NAME);

  private static final List<DataSourceStatus> STATUSES =
      List.of(DataSourceStatus.SYNCHING, DataSourceStatus.SYNCHED, DataSourceStatus.INVALID);

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Parameters(
      index = "0",
      paramLabel = "DATASET",
      description = "The dataset's id (dset-...), or its name")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataset;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those with this status: synching, synched or invalid")
  private @Nullable String status;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CallerOptions caller;

  @Override
  public Integer call() {
    DataSourceStatus known = knownStatus();
    RecordList<DataSource> list =
        new RecordList<>(powerdrill.output(), COLUMNS, DataSourcesCommand::json);
    try (PowerdrillClient client = powerdrill.connection().client(caller.userId())) {
      String id = new Names(client, caller.userId(), caller.traceId()).datasetId(dataset);
      ListDataSourcesRequest request =
          ListDataSourcesRequest.of(id)
              .withStatus(known)
              .withUserId(caller.userId())
              .withExternalTraceId(caller.traceId())
              .withProgress(list.progress());
      try (Stream<DataSource> dataSources = client.dataSources().list(request)) {
        if (list.print(dataSources) == 0) {
          powerdrill
              .output()
              .notice(
                  status == null
                      ? "the dataset has no data sources."
                      : "no data source of the dataset has this status.");
        }
      }
    }
    return ExitCode.DONE.number();
  }

  /** A service might take an unknown one for none, and list everything. */
  private @Nullable DataSourceStatus knownStatus() {
    if (status == null) {
      return null;
    }
    DataSourceStatus known = new DataSourceStatus(status);
    if (!STATUSES.contains(known)) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + status + "' is not a valid --status: it is synching, synched or invalid.");
    }
    return known;
  }

  static JsonObject json(DataSource dataSource) {
    return new JsonObject()
        .put("id", dataSource.id())
        .put("dataset_id", dataSource.datasetId())
        .put("name", dataSource.name())
        .put("type", dataSource.type())
        .put("status", dataSource.status().value())
        .put("size", dataSource.size());
  }
}
