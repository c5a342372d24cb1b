package io.github.powerdrilljava.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.DataSourceStatus;
import io.github.powerdrilljava.Dataset;
import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PowerdrillException;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The four operations at a server that knows the contract, but not the client: it takes the
 * requests, and what it sends is what the client returns.
 */
abstract class AtMockServer {

  static final String API_KEY = "secret-key-of-the-api";

  /** The data of the last response. */
  private volatile JsonNode sent = MissingNode.getInstance();

  private PowerdrillClient powerdrill;

  abstract String baseUrl();

  @BeforeEach
  void connect() {
    powerdrill = client(this::record);
  }

  @AfterEach
  void close() {
    powerdrill.close();
  }

  private PowerdrillClient client(Interceptor interceptor) {
    return PowerdrillClient.builder()
        .apiKey(API_KEY)
        .userId("tmm-1")
        .baseUrl(baseUrl())
        .retries(Retries.NONE)
        .httpClient(new OkHttpClient.Builder().addNetworkInterceptor(interceptor).build())
        .build();
  }

  private Response record(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    InputStream body = response.peekBody(1 << 20).byteStream();
    boolean compressed = "gzip".equals(response.header("Content-Encoding"));
    sent = new ObjectMapper().readTree(compressed ? new GZIPInputStream(body) : body).path("data");
    return response;
  }

  private List<JsonNode> records() {
    return StreamSupport.stream(sent.path("records").spliterator(), false).toList();
  }

  private static Dataset dataset(JsonNode json) {
    return new Dataset(
        json.path("id").asText(), json.path("name").asText(), json.path("description").asText());
  }

  private static DataSource dataSource(JsonNode json) {
    return new DataSource(
        json.path("id").asText(),
        json.path("dataset_id").asText(),
        json.path("name").asText(),
        json.path("type").asText(),
        new DataSourceStatus(json.path("status").asText()),
        json.hasNonNull("size") ? json.path("size").asLong() : null);
  }

  @Test
  void listsDatasets() {
    List<Dataset> listed = powerdrill.datasets().list().toList();
    assertThat(listed).isNotEmpty();
    assertThat(records().stream().map(AtMockServer::dataset)).containsExactlyElementsOf(listed);
  }

  @Test
  void listsDataSources() {
    List<DataSource> listed = powerdrill.dataSources().list("dset-1").toList();
    assertThat(listed).isNotEmpty();
    assertThat(records().stream().map(AtMockServer::dataSource)).containsExactlyElementsOf(listed);
  }

  @Test
  void getsADataSource() {
    DataSource found = powerdrill.dataSources().get("dset-1", "ds-1");
    assertThat(found).isEqualTo(dataSource(sent));
  }

  @Test
  void presigns() {
    PresignedUrl url =
        powerdrill
            .dataSources()
            .presign(PresignRequest.of("dset-1", "ds-1").withExpiresIn(Duration.ofHours(1)));
    assertThat(url.url()).isEqualTo(sent.path("presigned_url").asText());
    assertThat(url.expiresAt())
        .isEqualTo(OffsetDateTime.parse(sent.path("expires_at").asText()).toInstant());
  }

  /** So that a request which the server takes is known to be one that it has checked. */
  @Test
  void theServerRefusesWhatTheContractDoesNotAllow() {
    try (PowerdrillClient keyless =
        client(
            chain ->
                chain.proceed(chain.request().newBuilder().removeHeader("x-pd-api-key").build()))) {
      assertThatExceptionOfType(PowerdrillException.class)
          .isThrownBy(() -> keyless.dataSources().presign("dset-1", "ds-1"))
          .withMessageContaining("HTTP 4");
    }
  }
}
