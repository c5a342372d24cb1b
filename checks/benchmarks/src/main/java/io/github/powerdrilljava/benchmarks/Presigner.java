package io.github.powerdrilljava.benchmarks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.powerdrilljava.PowerdrillClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Path;
import stock.ApiClient;
import stock.api.DataSourceApi;
import stock.model.V2TeamDatasetsDatasetIdDatasourcesDatasourceIdPresignPostRequest;

/** Ways to presign a data source: this library, and what people would write or generate instead. */
interface Presigner {

  String KEY = "secret-key-of-a-benchmark";
  String USER = "tmm-1";
  String DATASET = "dset-1";
  String DATA_SOURCE = "ds-1";

  /** Presigns and gives the URL. */
  String presign() throws Exception;

  /** The one of a name, for an API at a base URL that ends with a slash. */
  static Presigner of(String name, String baseUrl) {
    return switch (name) {
      case "powerdrill" -> powerdrill(baseUrl);
      case "okhttp-moshi" -> new OkHttpAndMoshi(baseUrl);
      case "retrofit-moshi" -> retrofit(baseUrl);
      case "jdk-jackson" -> new JdkAndJackson(baseUrl);
      case "stock" -> stock(baseUrl);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Presigner powerdrill(String baseUrl) {
    PowerdrillClient client =
        PowerdrillClient.builder()
            .baseUrl(baseUrl)
            .apiKey(KEY)
            .userId(USER)
            .maxRequestsPerSecond(0)
            .build();
    return () -> client.dataSources().presign(DATASET, DATA_SOURCE).url();
  }

  private static String path(String baseUrl) {
    return baseUrl + "v2/team/datasets/" + DATASET + "/datasources/" + DATA_SOURCE + "/presign";
  }

  /** With room for all connections of a benchmark, as this library has. */
  private static OkHttpClient okHttp() {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(256, 30, TimeUnit.SECONDS))
        .build();
  }

  /** Written by hand: for any data source, with a trace id, and the expiry as a time. */
  final class OkHttpAndMoshi implements Presigner {
    private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

    public record Body(@Json(name = "user_id") String userId) {}

    public record Data(
        @Json(name = "presigned_url") String presignedUrl,
        @Json(name = "expires_at") String expiresAt) {}

    public record Envelope(long code, Data data) {}

    private record Presigned(String url, Instant expiresAt) {}

    private final OkHttpClient client = okHttp();
    private final HttpUrl baseUrl;
    private final JsonAdapter<Body> body;
    private final JsonAdapter<Envelope> envelope;

    private OkHttpAndMoshi(String baseUrl) {
      Moshi moshi = new Moshi.Builder().build();
      this.baseUrl = HttpUrl.get(baseUrl);
      this.body = moshi.adapter(Body.class);
      this.envelope = moshi.adapter(Envelope.class);
    }

    @Override
    public String presign() throws IOException {
      return presign(DATASET, DATA_SOURCE).url;
    }

    private Presigned presign(String datasetId, String dataSourceId) throws IOException {
      HttpUrl url =
          baseUrl
              .newBuilder()
              .addPathSegments("v2/team/datasets")
              .addPathSegment(datasetId)
              .addPathSegment("datasources")
              .addPathSegment(dataSourceId)
              .addPathSegment("presign")
              .build();
      Request request =
          new Request.Builder()
              .url(url)
              .header("x-pd-api-key", KEY)
              .header("x-pd-external-trace-id", UUID.randomUUID().toString())
              .post(RequestBody.create(body.toJson(new Body(USER)), JSON))
              .build();
      try (Response response = client.newCall(request).execute()) {
        Envelope read = Objects.requireNonNull(envelope.fromJson(response.body().source()));
        if (!response.isSuccessful() || read.code != 0) {
          throw new IOException("refused: " + response.code() + ", " + read.code);
        }
        return new Presigned(read.data.presignedUrl, Instant.parse(read.data.expiresAt));
      }
    }
  }

  /** The operation as Retrofit is told of it by hand. */
  interface RetrofitService {
    @POST("v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign")
    Call<OkHttpAndMoshi.Envelope> presign(
        @Path("dataset_id") String datasetId,
        @Path("datasource_id") String dataSourceId,
        @Header("x-pd-api-key") String key,
        @Header("x-pd-external-trace-id") String traceId,
        @Body OkHttpAndMoshi.Body body);
  }

  /** As {@link OkHttpAndMoshi}, with Retrofit, which this library has to use, too. */
  private static Presigner retrofit(String baseUrl) {
    RetrofitService service =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .client(okHttp())
            .addConverterFactory(MoshiConverterFactory.create())
            .build()
            .create(RetrofitService.class);
    return () -> {
      retrofit2.Response<OkHttpAndMoshi.Envelope> response =
          service
              .presign(
                  DATASET,
                  DATA_SOURCE,
                  KEY,
                  UUID.randomUUID().toString(),
                  new OkHttpAndMoshi.Body(USER))
              .execute();
      OkHttpAndMoshi.Envelope read = Objects.requireNonNull(response.body());
      if (read.code() != 0) {
        throw new IOException("refused: " + response.code() + ", " + read.code());
      }
      Instant.parse(read.data().expiresAt());
      return read.data().presignedUrl();
    };
  }

  /** The JDK's client with Jackson, written by hand. */
  final class JdkAndJackson implements Presigner {
    private record Body(@JsonProperty("user_id") String userId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Data(
        @JsonProperty("presigned_url") String presignedUrl,
        @JsonProperty("expires_at") String expiresAt) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Envelope(@JsonProperty("code") long code, @JsonProperty("data") Data data) {}

    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String baseUrl;

    private JdkAndJackson(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    /**
     * Again where it took a kept connection that it was closing itself, as it does with many
     * threads.
     */
    private HttpResponse<byte[]> send(HttpRequest request)
        throws IOException, InterruptedException {
      try {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException e) {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      }
    }

    @Override
    public String presign() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(path(baseUrl)))
              .header("x-pd-api-key", KEY)
              .header("x-pd-external-trace-id", UUID.randomUUID().toString())
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(new Body(USER))))
              .build();
      HttpResponse<byte[]> response = send(request);
      Envelope read = mapper.readValue(response.body(), Envelope.class);
      if (response.statusCode() != 200 || read.code != 0) {
        throw new IOException("refused: " + response.statusCode() + ", " + read.code);
      }
      return read.data.presignedUrl;
    }
  }

  /** What the generator's own templates make: Retrofit with Gson. */
  private static Presigner stock(String baseUrl) {
    ApiClient client = new ApiClient("apikey-header-x-pd-api-key", KEY);
    client.setAdapterBuilder(client.getAdapterBuilder().baseUrl(baseUrl));
    client.configureFromOkclient(okHttp());
    DataSourceApi api = client.createService(DataSourceApi.class);
    return () ->
        Objects.requireNonNull(
                api.v2TeamDatasetsDatasetIdDatasourcesDatasourceIdPresignPost(
                        DATASET,
                        DATA_SOURCE,
                        UUID.randomUUID().toString(),
                        new V2TeamDatasetsDatasetIdDatasourcesDatasourceIdPresignPostRequest()
                            .userId(USER))
                    .execute()
                    .body())
            .getData()
            .getPresignedUrl();
  }
}
