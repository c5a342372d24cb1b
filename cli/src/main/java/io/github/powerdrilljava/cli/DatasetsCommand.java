package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.cli.RecordList.Column;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists the datasets of the project. */
@Command(
    name = "datasets",
    description = {
      "Lists the datasets of the project.",
      "Where standard output is no terminal, each line is id, name and description, separated by tabs."
    },
    footer = {"%nJSON, for each dataset: id, name, description"})
final class DatasetsCommand implements Callable<Integer>, ServiceCommand {

  private static final int NAME_COLUMNS = 40;

  private static final List<Column<Dataset>> COLUMNS =
      List.of(
          Column.text("ID", Dataset::id),
          Column.text("NAME", NAME_COLUMNS, Dataset::name),
          Column.text("DESCRIPTION", Dataset::description));

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private Powerdrill powerdrill;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CallerOptions caller;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those with this text in name or description, at most 128 characters")
  private @Nullable String search;

  @Override
  public Integer call() {
    RecordList<Dataset> list =
        new RecordList<>(powerdrill.output(), COLUMNS, DatasetsCommand::json);
    ListDatasetsRequest request =
        ListDatasetsRequest.all()
            .withSearch(search)
            .withUserId(caller.userId())
            .withExternalTraceId(caller.traceId())
            .withProgress(list.progress());
    try (PowerdrillClient client = powerdrill.connection().client(caller.userId());
        Stream<Dataset> datasets = client.datasets().list(request)) {
      if (list.print(datasets) == 0) {
        powerdrill
            .output()
            .notice(
                search == null
                    ? "the project has no datasets."
                    : "no dataset has this text in its name or description.");
      }
    }
    return ExitCode.DONE.number();
  }

  static JsonObject json(Dataset dataset) {
    return new JsonObject()
        .put("id", dataset.id())
        .put("name", dataset.name())
        .put("description", dataset.description());
  }
}
