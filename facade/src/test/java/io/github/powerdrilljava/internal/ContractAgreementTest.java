package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.powerdrilljava.PowerdrillClient;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the facade knows by heart is what the contract says. */
class ContractAgreementTest {

  private static final String PRESIGN =
      "/paths/~1v2~1team~1datasets~1{dataset_id}~1datasources~1{datasource_id}~1presign/post";

  private JsonNode contract;

  @BeforeEach
  void readTheContract() throws Exception {
    try (InputStream yaml = getClass().getResourceAsStream("/powerdrill.yaml")) {
      contract = new YAMLMapper().readTree(yaml);
    }
  }

  @Test
  void theServiceIsWhereTheContractSays() {
    assertThat(contract.at("/servers/0/url").asText()).isEqualTo(PowerdrillClient.DEFAULT_BASE_URL);
  }

  @Test
  void aUrlLivesAtLeastAsLongAsTheContractSays() {
    assertThat(
            contract
                .at(
                    PRESIGN
                        + "/requestBody/content/application~1json/schema/properties/expires_in/minimum")
                .asLong())
        .isEqualTo(Rules.MIN_EXPIRES_IN_SECONDS);
  }

  @Test
  void aTraceIdIsAtMostAsLongAsTheContractSays() {
    assertThat(contract.at(PRESIGN + "/parameters/2/name").asText())
        .isEqualTo("x-pd-external-trace-id");
    assertThat(contract.at(PRESIGN + "/parameters/2/schema/maxLength").asInt())
        .isEqualTo(Rules.MAX_TRACE_ID_LENGTH);
  }

  @Test
  void theKeyGoesWhereTheContractSays() {
    String scheme = contract.at(PRESIGN + "/security/0").fieldNames().next();
    assertThat(contract.at("/components/securitySchemes/" + scheme + "/name").asText())
        .isEqualTo("x-pd-api-key");
  }
}
