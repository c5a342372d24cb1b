package io.github.powerdrilljava.consumer;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignRequest;
import io.github.powerdrilljava.PresignedUrl;
import java.nio.file.Path;

/** Brings data sources onto the disk. */
final class Export {
  private final PowerdrillClient powerdrill;

  Export(PowerdrillClient powerdrill) {
    this.powerdrill = powerdrill;
  }

  PresignedUrl presign(String datasetId, String datasourceId) {
    return powerdrill.dataSources().presign(PresignRequest.of(datasetId, datasourceId));
  }

  Path download(String datasetId, String datasourceId, Path target) {
    return powerdrill.dataSources().download(datasetId, datasourceId, target);
  }
}
