package io.github.powerdrilljava.contract;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceRequest;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.contract.Operation.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations that the facade calls: a new one is a row here. */
final class Operations {

  private static final String DATASETS = "/v2/team/datasets";
  private static final String DATA_SOURCE = DATASETS + "/{dataset_id}/datasources/{datasource_id}";

  static final Operation PRESIGN =
      new Operation.Builder<>("presign", PresignRequest.of("dset-1", "ds-1"), Operations::presign)
          .withIds(id -> PresignRequest.of(id, id))
          .forEach(
              List.of(60L, 61L, 600L, 86_400L, (long) Integer.MAX_VALUE),
              (more, seconds) -> more.with("expires_in of " + seconds, livingFor(seconds)))
          .atLeast("expires_in", seconds -> client -> presign(client, livingFor(seconds)))
          .byDefault("expires_in", 600, true)
          .at("POST", DATA_SOURCE + "/presign");

  private static final Operation LIST_DATASETS =
      new Operation.Builder<>("list datasets", ListDatasetsRequest.all(), Operations::datasets)
          .withTexts("a search", text -> ListDatasetsRequest.all().withSearch(text))
          .with("a search of 128 characters", ListDatasetsRequest.all().withSearch("s".repeat(128)))
          .atMost("search", text -> ListDatasetsRequest.all().withSearch(text))
          .with("a stream", client -> client.datasets().list().limit(1).forEach(each -> {}))
          .byPage(
              ListDatasetsRequest::withPageSize,
              (client, request, number) -> client.datasets().listPage(request, number))
          .at("GET", DATASETS);

  private static final Operation LIST_DATA_SOURCES =
      new Operation.Builder<>(
              "list data sources", ListDataSourcesRequest.of("dset-1"), Operations::dataSources)
          .withIds(ListDataSourcesRequest::of)
          .forEach(
              List.of(
                  DataSourceStatus.SYNCHING, DataSourceStatus.SYNCHED, DataSourceStatus.INVALID),
              (more, status) ->
                  more.with(
                      "the status " + status,
                      ListDataSourcesRequest.of("dset-1").withStatus(status)))
          .with(
              "a stream",
              client -> client.dataSources().list("dset-1").limit(1).forEach(each -> {}))
          .byPage(
              ListDataSourcesRequest::withPageSize,
              (client, request, number) -> client.dataSources().listPage(request, number))
          .at("GET", DATASETS + "/{id}/datasources");

  private static final Operation GET_DATA_SOURCE =
      new Operation.Builder<>(
              "get data source", DataSourceRequest.of("dset-1", "ds-1"), Operations::dataSource)
          .withIds(id -> DataSourceRequest.of(id, id))
          .at("GET", DATA_SOURCE);

  /** All of them. */
  static final List<Operation> ALL =
      List.of(PRESIGN, LIST_DATASETS, LIST_DATA_SOURCES, GET_DATA_SOURCE);

  private Operations() {}

  private static PresignRequest livingFor(long seconds) {
    return PresignRequest.of("dset-1", "ds-1").withExpiresIn(Duration.ofSeconds(seconds));
  }

  private static Result presign(PowerdrillClient client, PresignRequest request) {
    PowerdrillResponse<PresignedUrl> read = client.dataSources().presignWithResponse(request);
    Map<String, @Nullable String> headers = new LinkedHashMap<>();
    headers.put("x-pd-trace-id", read.traceId());
    PresignedUrl url = read.value();
    return new Result(fields("presigned_url", url.url(), "expires_at", url.expiresAt()), headers);
  }

  private static Result datasets(PowerdrillClient client, ListDatasetsRequest request) {
    return page(client.datasets().listPage(request, 1), Operations::of);
  }

  private static Result dataSources(PowerdrillClient client, ListDataSourcesRequest request) {
    return page(client.dataSources().listPage(request, 1), Operations::of);
  }

  private static Result dataSource(PowerdrillClient client, DataSourceRequest request) {
    return new Result(of(client.dataSources().get(request)), Map.of());
  }

  private static <T> Result page(Page<T> page, Function<T, Map<String, @Nullable Object>> record) {
    return new Result(
        fields(
            "page_number",
            page.number(),
            "page_size",
            page.size(),
            "total_items",
            page.totalItems(),
            "records",
            page.records().stream().map(record).toList()),
        Map.of());
  }

  private static Map<String, @Nullable Object> of(Dataset dataset) {
    return fields("id", dataset.id(), "name", dataset.name(), "description", dataset.description());
  }

  private static Map<String, @Nullable Object> of(DataSource source) {
    return fields(
        "id",
        source.id(),
        "dataset_id",
        source.datasetId(),
        "name",
        source.name(),
        "type",
        source.type(),
        "status",
        source.status().value(),
        "size",
        Optional.ofNullable(source.size()));
  }

  /** Names and values in turn. */
  private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }
}
