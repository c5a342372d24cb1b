package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What any Powerdrill does with what this client sends it: the sandbox, a server of one's own, the
 * live service. Whatever it is, a witness holds both sides to the contract.
 */
abstract class ContractTest {

  private static final String PRESIGN =
      "#/paths/~1v2~1team~1datasets~1{dataset_id}~1datasources~1{datasource_id}~1presign/post";
  private static final String EXPIRES_IN =
      PRESIGN + "/requestBody/content/application~1json/schema/properties/expires_in";
  private static final String OK = PRESIGN + "/responses/200";

  /** The clause of the contract that a test is about, which its failure names. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Clause {
    /** JSON pointer into the merged contract. */
    String value();
  }

  /**
   * Where to find a service, and a data source in it.
   *
   * @param datasetId a dataset that the user may read
   * @param dataSourceId a data source in it, with content
   */
  record Service(
      String baseUrl, String apiKey, String userId, String datasetId, String dataSourceId) {

    /** Environment variable that names the dataset. */
    static final String DATASET_VARIABLE = "POWERDRILL_TEST_DATASET_ID";

    /** Environment variable that names the data source. */
    static final String DATA_SOURCE_VARIABLE = "POWERDRILL_TEST_DATASOURCE_ID";
  }

  @RegisterExtension final ContractWitness witness = new ContractWitness();
  private Service service;
  private PowerdrillClient client;

  /** The service to test against. */
  abstract Service service();

  @BeforeEach
  void connect() {
    service = service();
    client = clientBuilder().build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Clause(EXPIRES_IN)
  void presignsForTenMinutesUnlessToldOtherwise() {
    Instant before = Instant.now();
    PresignedUrl url = client.dataSources().presign(service.datasetId(), service.dataSourceId());
    assertThat(url.url()).startsWith("http");
    assertThat(url.expiresAt()).isCloseTo(before.plusSeconds(600), within(60, ChronoUnit.SECONDS));
  }

  @Test
  @Clause(EXPIRES_IN)
  void presignsForAsLongAsAsked() {
    Instant before = Instant.now();
    PresignedUrl url = client.dataSources().presign(request().withExpiresIn(Duration.ofHours(1)));
    assertThat(url.expiresAt()).isCloseTo(before.plusSeconds(3600), within(60, ChronoUnit.SECONDS));
  }

  @Test
  @Clause(OK)
  void tellsBothTraceIds() {
    PowerdrillResponse<PresignedUrl> response =
        client.dataSources().presignWithResponse(request().withExternalTraceId("contract-test"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.traceId()).isNotBlank();
    assertThat(response.externalTraceId()).isEqualTo("contract-test");
    assertThat(response.value().url()).startsWith("http");
  }

  @Test
  @Clause(OK)
  void presignsAsynchronously() {
    DataSources dataSources = client.dataSources();
    CompletableFuture<PowerdrillResponse<PresignedUrl>> withResponse =
        dataSources.presignWithResponseAsync(request());
    assertThat(dataSources.presignAsync(service.datasetId(), service.dataSourceId()).join().url())
        .startsWith("http");
    assertThat(withResponse.join().traceId()).isNotBlank();
  }

  @Test
  @Clause(OK + "/content/application~1json/schema/properties/data/properties/presigned_url")
  void downloadsTheContent(@TempDir Path dir) throws Exception {
    Path target = dir.resolve("content");
    Path file = client.dataSources().download(service.datasetId(), service.dataSourceId(), target);
    assertThat(file).isEqualTo(target).isNotEmptyFile();
    try (Stream<Path> all = Files.list(dir)) {
      assertThat(all).containsExactly(target);
    }
  }

  @Test
  @Clause(PRESIGN + "/responses/default")
  void doesNotFindWhatIsNotThere() {
    assertThatThrownBy(
            () -> client.dataSources().presign(service.datasetId(), "ds-no-such-data-source"))
        .isInstanceOfSatisfying(
            NotFoundException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(300003);
              assertThat(failure.traceId()).isNotBlank();
            });
  }

  @Test
  @Clause(PRESIGN + "/security")
  void doesNotAcceptAWrongKey() {
    try (PowerdrillClient stranger = clientBuilder().apiKey("wrong-secret-key").build()) {
      assertThatThrownBy(() -> stranger.dataSources().presign(request()))
          .isInstanceOfSatisfying(
              AuthenticationException.class, failure -> assertThat(failure.traceId()).isNotBlank());
    }
  }

  private PowerdrillClient.Builder clientBuilder() {
    PowerdrillClient.Builder builder =
        PowerdrillClient.builder()
            .baseUrl(service.baseUrl())
            .apiKey(service.apiKey())
            .userId(service.userId())
            .httpClient(witness.httpClient(service.baseUrl()));
    return service.baseUrl().startsWith("http:") ? builder.allowInsecureHttp() : builder;
  }

  private PresignRequest request() {
    return PresignRequest.of(service.datasetId(), service.dataSourceId());
  }
}
