package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes one data source. */
final class GetDataSource implements Operation {
  private final Catalogue catalogue;

  GetDataSource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public ApiResponse respond(Call call) throws Refusal {
    Team.requireUser(call.query().userId());
    return ApiResponse.success(json(catalogue.require(call).source()));
  }

  /** A data source, as both read operations show it. */
  static ObjectNode json(SandboxDataSource source) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", source.dataSourceId())
        .put("dataset_id", source.datasetId())
        .put("name", source.name())
        .put("type", "FILE")
        .put("status", source.status().json())
        .put("size", source.size());
  }
}
