package io.github.powerdrilljava.sandbox;

import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists the data sources of a dataset, or those with one status. */
final class ListDataSources implements Operation {
  private static final String STATUS = "status";

  private final Catalogue catalogue;
  private final Paging paging;

  ListDataSources(Catalogue catalogue, Paging paging) {
    this.catalogue = catalogue;
    this.paging = paging;
  }

  @Override
  public ApiResponse respond(Call call) throws Refusal {
    String userId = call.query().userId();
    Paging.Page page = Paging.Page.read(call.query());
    Optional<Status> status = status(call.query().text(STATUS));
    Team.requireUser(userId);
    Dataset dataset = catalogue.require("id", call.ids().get(0));
    return paging.respond(page, () -> dataset.list(status), GetDataSource::json);
  }

  private static Optional<Status> status(Optional<String> given) throws Refusal {
    Optional<Status> status = given.flatMap(Status::of);
    if (given.isPresent() && status.isEmpty()) {
      throw Refusal.invalid(
          STATUS,
          Arrays.stream(Status.values())
              .map(Status::json)
              .collect(Collectors.joining(", ", "must be one of ", "")));
    }
    return status;
  }
}
