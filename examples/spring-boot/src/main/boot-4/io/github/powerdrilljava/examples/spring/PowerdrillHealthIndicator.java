package io.github.powerdrilljava.examples.spring;

import io.github.powerdrilljava.ListDatasetsRequest;
import io.github.powerdrilljava.PowerdrillClient;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up if the service lists a dataset: it can be reached, and accepts the key. */
@Component
class PowerdrillHealthIndicator extends AbstractHealthIndicator {

  private static final ListDatasetsRequest ONE = ListDatasetsRequest.all().withPageSize(1);

  private final PowerdrillClient powerdrill;

  PowerdrillHealthIndicator(PowerdrillClient powerdrill) {
    this.powerdrill = powerdrill;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    powerdrill.datasets().listPage(ONE, 1);
    health.up();
  }
}
