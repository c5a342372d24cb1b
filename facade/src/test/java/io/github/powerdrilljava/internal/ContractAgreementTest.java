package io.github.powerdrilljava.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.ContractDocument;
import io.github.powerdrilljava.PowerdrillClient;
import org.junit.jupiter.api.Test;

/** What the facade knows by heart is what the contract says. */
class ContractAgreementTest {

  private final ContractDocument contract = ContractDocument.accepted();

  @Test
  void theServiceIsWhereTheContractSays() {
    assertThat(contract.at("/servers"))
        .extracting(server -> server.path("url").asText())
        .contains(PowerdrillClient.DEFAULT_BASE_URL);
  }

  @Test
  void aUrlLivesAtLeastAsLongAsTheContractSays() {
    String sent = contract.presign() + "/requestBody/content/application~1json/schema";
    assertThat(contract.at(sent + "/properties/expires_in/minimum").asLong())
        .isEqualTo(Rules.MIN_EXPIRES_IN_SECONDS);
  }

  @Test
  void aTraceIdIsAtMostAsLongAsTheContractSays() {
    String traceId = contract.parameter("x-pd-external-trace-id");
    assertThat(contract.at(traceId + "/schema/maxLength").asInt())
        .isEqualTo(Rules.MAX_TRACE_ID_LENGTH);
  }

  @Test
  void theKeyGoesWhereTheContractSays() {
    JsonNode schemes = contract.at("/components/securitySchemes");
    JsonNode own = contract.at(contract.presign() + "/security");
    assertThat(own.isMissingNode() ? contract.at("/security") : own)
        .anySatisfy(
            requirement ->
                assertThat(requirement.fieldNames())
                    .toIterable()
                    .extracting(name -> schemes.path(name).path("name").asText())
                    .containsExactly("x-pd-api-key"));
  }
}
