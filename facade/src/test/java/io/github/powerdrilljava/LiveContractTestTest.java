package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether the live test, which seldom runs, finds its data source when it does. */
class LiveContractTestTest {

  @Test
  void findsTheFirstDataSourceThatIsReady() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server
          .answers(200, list("{\"id\":\"dset-empty\"},{\"id\":\"dset-2\"}"))
          .answers(200, list(""))
          .answers(200, list("{\"id\":\"ds-7\"}"));
      ContractTest.Service service =
          LiveContractTest.serviceOf(
              Map.of(
                  "POWERDRILL_BASE_URL",
                  server.baseUrl(),
                  "POWERDRILL_PROJECT_API_KEY",
                  ScriptedServer.API_KEY,
                  "POWERDRILL_USER_ID",
                  "u 1"));
      assertThat(service)
          .isEqualTo(
              new ContractTest.Service(
                  server.baseUrl(), ScriptedServer.API_KEY, "u 1", "dset-2", "ds-7"));
      assertThat(server.takeRequest().getTarget()).isEqualTo("/api/v2/team/datasets?user_id=u%201");
      assertThat(server.takeRequest().getTarget())
          .isEqualTo("/api/v2/team/datasets/dset-empty/datasources?status=synched&user_id=u%201");
      assertThat(server.takeRequest().getHeaders().get("x-pd-api-key"))
          .isEqualTo(ScriptedServer.API_KEY);
    }
  }

  private static String list(String records) {
    return "{\"code\":0,\"data\":{\"page_number\":1,\"page_size\":10,\"total_items\":1,\"records\":[%s]}}"
        .formatted(records);
  }
}
