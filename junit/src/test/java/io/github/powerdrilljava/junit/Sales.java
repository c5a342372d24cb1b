package io.github.powerdrilljava.junit;

import io.github.powerdrilljava.DataSource;
import io.github.powerdrilljava.PowerdrillClient;
import java.util.List;

/** A user's own service. */
final class Sales {
  private final PowerdrillClient powerdrill;

  Sales(PowerdrillClient powerdrill) {
    this.powerdrill = powerdrill;
  }

  List<String> files(String datasetId) {
    return powerdrill.dataSources().list(datasetId).map(DataSource::name).toList();
  }
}
