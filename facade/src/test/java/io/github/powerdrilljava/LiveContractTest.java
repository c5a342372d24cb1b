package io.github.powerdrilljava;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.opentest4j.TestAbortedException;

/**
 * The contract against the live service, or the one that the environment names. It stays out where
 * {@code -Dpowerdrill.baseUrl} names a server, whose keys are no one else's business. It looks for
 * a data source to ask for, through the list operations that the contract's own texts speak of,
 * unless {@code POWERDRILL_TEST_DATASET_ID} and {@code POWERDRILL_TEST_DATASOURCE_ID} name one.
 */
@EnabledIfEnvironmentVariable(named = PowerdrillClient.API_KEY_VARIABLE, matches = ".+")
@EnabledIfEnvironmentVariable(named = PowerdrillClient.USER_ID_VARIABLE, matches = ".+")
@DisabledIfSystemProperty(named = ServerContractTest.BASE_URL_PROPERTY, matches = ".+")
class LiveContractTest extends ContractTest {

  private static Service service;

  @BeforeAll
  static void findADataSource() throws IOException {
    service = serviceOf(System.getenv());
  }

  @Override
  Service service() {
    return service;
  }

  static Service serviceOf(Map<String, String> environment) throws IOException {
    String baseUrl =
        environment.getOrDefault(
            PowerdrillClient.BASE_URL_VARIABLE, PowerdrillClient.DEFAULT_BASE_URL);
    String apiKey = Objects.requireNonNull(environment.get(PowerdrillClient.API_KEY_VARIABLE));
    String userId = Objects.requireNonNull(environment.get(PowerdrillClient.USER_ID_VARIABLE));
    String datasetId = environment.get(Service.DATASET_VARIABLE);
    String dataSourceId = environment.get(Service.DATA_SOURCE_VARIABLE);
    if (datasetId != null && dataSourceId != null) {
      return new Service(baseUrl, apiKey, userId, datasetId, dataSourceId);
    }
    HttpUrl datasets =
        HttpUrl.get(baseUrl).newBuilder().addPathSegments("v2/team/datasets").build();
    for (Map<String, Object> dataset : records(datasets, apiKey, userId)) {
      String id = String.valueOf(dataset.get("id"));
      HttpUrl dataSources =
          datasets
              .newBuilder()
              .addPathSegment(id)
              .addPathSegment("datasources")
              .addQueryParameter("status", "synched")
              .build();
      for (Map<String, Object> dataSource : records(dataSources, apiKey, userId)) {
        return new Service(baseUrl, apiKey, userId, id, String.valueOf(dataSource.get("id")));
      }
    }
    throw new TestAbortedException(
        "The user sees no data source that is ready; name one in the environment.");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> records(HttpUrl list, String apiKey, String userId)
      throws IOException {
    Request request =
        new Request.Builder()
            .url(list.newBuilder().addQueryParameter("user_id", userId).build())
            .header("x-pd-api-key", apiKey)
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      assumeThat(response.code())
          .as("status of %s, which is to find a data source", list)
          .isEqualTo(200);
      Map<String, Object> envelope =
          (Map<String, Object>)
              new Moshi.Builder().build().adapter(Object.class).fromJson(response.body().source());
      Map<String, Object> data = (Map<String, Object>) Objects.requireNonNull(envelope).get("data");
      return (List<Map<String, Object>>)
          Objects.requireNonNull(Objects.requireNonNull(data).get("records"));
    }
  }
}
