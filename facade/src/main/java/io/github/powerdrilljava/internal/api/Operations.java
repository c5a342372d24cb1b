package io.github.powerdrilljava.internal.api;

import com.squareup.moshi.JsonAdapter;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceRequest;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.ListDataSourcesRequest;
import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.Page;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.ServiceRequest;
import io.github.powerdrilljava.generated.api.GetDataSourceApi;
import io.github.powerdrilljava.generated.api.ListDataSourcesApi;
import io.github.powerdrilljava.generated.api.ListDatasetsApi;
import io.github.powerdrilljava.generated.api.PresignDataSourceApi;
import io.github.powerdrilljava.generated.model.DataSourceDetails;
import io.github.powerdrilljava.generated.model.DataSourcePage;
import io.github.powerdrilljava.generated.model.DataSourceRecord;
import io.github.powerdrilljava.generated.model.DatasetPage;
import io.github.powerdrilljava.generated.model.DatasetRecord;
import io.github.powerdrilljava.generated.model.GetDataSourceResponse;
import io.github.powerdrilljava.generated.model.ListDataSourcesRequestStatus;
import io.github.powerdrilljava.generated.model.ListDataSourcesResponse;
import io.github.powerdrilljava.generated.model.ListDatasetsResponse;
import io.github.powerdrilljava.generated.model.PresignDataSourceRequest;
import io.github.powerdrilljava.generated.model.PresignDataSourceResponse;
import io.github.powerdrilljava.generated.model.PresignedDataSource;
import io.github.powerdrilljava.internal.http.BuiltRequest;
import io.github.powerdrilljava.internal.http.Redactor;
import io.github.powerdrilljava.internal.http.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * The operations of the contract: what the facade asks as what was generated, and what was
 * generated as what the facade gives. Requests keep every rule when they come here, and the user is
 * the request's or the client's.
 */
public final class Operations {

  /** Of an id, in a message. */
  private static final int MAX_SHOWN = 256;

  private final Retrofit retrofit;
  private final PresignDataSourceApi presign;

  /** Sends nothing. */
  public Operations(HttpUrl baseUrl) {
    retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl.newBuilder().addPathSegment("").build())
            .callFactory(BuiltRequest::new)
            .addConverterFactory(MoshiConverterFactory.create(Json.MOSHI))
            .build();
    presign = retrofit.create(PresignDataSourceApi.class);
  }

  /**
   * Found when the operation is first used, once: finding one takes a lock that all calls share.
   */
  private static final class Envelopes {
    private static final class Presign {
      static final JsonAdapter<PresignDataSourceResponse> READER =
          Json.MOSHI.adapter(PresignDataSourceResponse.class);
    }

    private static final class DatasetList {
      static final JsonAdapter<ListDatasetsResponse> READER =
          Json.MOSHI.adapter(ListDatasetsResponse.class);
    }

    private static final class DataSourceList {
      static final JsonAdapter<ListDataSourcesResponse> READER =
          Json.MOSHI.adapter(ListDataSourcesResponse.class);
    }

    private static final class DataSourceOnly {
      static final JsonAdapter<GetDataSourceResponse> READER =
          Json.MOSHI.adapter(GetDataSourceResponse.class);
    }
  }

  /** The operation <i>presign data source</i>. */
  public ApiRequest<PresignDataSourceResponse, PresignedDataSource, PresignedUrl> presign(
      PresignRequest request, String userId) {
    String traceId = traceId(request);
    Duration expiresIn = request.expiresIn();
    PresignDataSourceRequest body =
        new PresignDataSourceRequest.Builder()
            .userId(userId)
            .expiresIn(expiresIn == null ? null : expiresIn.toSeconds())
            .build();
    return new ApiRequest<>(
        () -> "presign " + name(request.datasetId(), request.dataSourceId()),
        new PresignDataSourceApi.Parameters()
            .datasetId(request.datasetId())
            .datasourceId(request.dataSourceId())
            .externalTraceId(traceId)
            .body(body)
            .call(presign)
            .request(),
        new Subject("presign", request.datasetId(), request.dataSourceId(), traceId),
        request.callTimeout(),
        Envelopes.Presign.READER,
        PresignDataSourceResponse::code,
        PresignDataSourceResponse::data,
        data -> new PresignedUrl(data.presignedUrl(), data.expiresAt()));
  }

  /** The operation <i>list datasets</i>. */
  public ApiRequest<ListDatasetsResponse, DatasetPage, Page<Dataset>> datasets(
      ListDatasetsRequest request, long page, String userId) {
    String traceId = traceId(request);
    return new ApiRequest<>(
        () -> "list the datasets, page " + page,
        new ListDatasetsApi.Parameters()
            .userId(userId)
            .search(request.search())
            .pageNumber(page)
            .pageSize((long) request.pageSize())
            .externalTraceId(traceId)
            .call(retrofit.create(ListDatasetsApi.class))
            .request(),
        new Subject("list-datasets", null, null, traceId),
        request.callTimeout(),
        Envelopes.DatasetList.READER,
        ListDatasetsResponse::code,
        ListDatasetsResponse::data,
        data ->
            new Page<>(
                all(data.records(), Operations::dataset),
                data.pageNumber(),
                data.pageSize(),
                data.totalItems()));
  }

  /** The operation <i>list data sources</i>. */
  public ApiRequest<ListDataSourcesResponse, DataSourcePage, Page<DataSource>> dataSources(
      ListDataSourcesRequest request, long page, String userId) {
    String traceId = traceId(request);
    DataSourceStatus status = request.status();
    return new ApiRequest<>(
        () -> "list the data sources of " + name(request.datasetId()) + ", page " + page,
        new ListDataSourcesApi.Parameters()
            .id(request.datasetId())
            .userId(userId)
            .status(status == null ? null : new ListDataSourcesRequestStatus(status.value()))
            .pageNumber(page)
            .pageSize((long) request.pageSize())
            .externalTraceId(traceId)
            .call(retrofit.create(ListDataSourcesApi.class))
            .request(),
        new Subject("list-data-sources", request.datasetId(), null, traceId),
        request.callTimeout(),
        Envelopes.DataSourceList.READER,
        ListDataSourcesResponse::code,
        ListDataSourcesResponse::data,
        data ->
            new Page<>(
                all(data.records(), Operations::dataSource),
                data.pageNumber(),
                data.pageSize(),
                data.totalItems()));
  }

  /** The operation <i>get data source</i>. */
  public ApiRequest<GetDataSourceResponse, DataSourceDetails, DataSource> dataSource(
      DataSourceRequest request, String userId) {
    String traceId = traceId(request);
    return new ApiRequest<>(
        () -> "get " + name(request.datasetId(), request.dataSourceId()),
        new GetDataSourceApi.Parameters()
            .datasetId(request.datasetId())
            .datasourceId(request.dataSourceId())
            .userId(userId)
            .externalTraceId(traceId)
            .call(retrofit.create(GetDataSourceApi.class))
            .request(),
        new Subject("get-data-source", request.datasetId(), request.dataSourceId(), traceId),
        request.callTimeout(),
        Envelopes.DataSourceOnly.READER,
        GetDataSourceResponse::code,
        GetDataSourceResponse::data,
        data ->
            new DataSource(
                data.id(),
                data.datasetId(),
                data.name(),
                data.type().value(),
                new DataSourceStatus(data.status().value()),
                data.size()));
  }

  private static Dataset dataset(DatasetRecord dataset) {
    return new Dataset(dataset.id(), dataset.name(), dataset.description());
  }

  private static DataSource dataSource(DataSourceRecord dataSource) {
    return new DataSource(
        dataSource.id(),
        dataSource.datasetId(),
        dataSource.name(),
        dataSource.type().value(),
        new DataSourceStatus(dataSource.status().value()),
        dataSource.size());
  }

  private static <D, T> List<T> all(List<? extends @Nullable D> records, Function<D, T> result)
      throws MalformedException {
    List<T> results = new ArrayList<>(records.size());
    for (D each : records) {
      if (each == null) {
        throw new MalformedException("$.data.records[" + results.size() + "]", "is null");
      }
      results.add(result.apply(each));
    }
    return results;
  }

  private static String traceId(ServiceRequest<?> request) {
    String own = request.externalTraceId();
    return own != null ? own : UUID.randomUUID().toString();
  }

  /** How messages name a data source. */
  public static String name(String datasetId, String dataSourceId) {
    return "data source \"" + shown(dataSourceId) + "\" of " + name(datasetId);
  }

  private static String name(String datasetId) {
    return "dataset \"" + shown(datasetId) + "\"";
  }

  private static String shown(String id) {
    boolean isShort = id.length() <= MAX_SHOWN;
    return Redactor.oneLine(isShort ? id : id.substring(0, MAX_SHOWN) + "…");
  }
}
