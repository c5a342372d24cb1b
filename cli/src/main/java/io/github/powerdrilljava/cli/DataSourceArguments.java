package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PresignRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The data source, the user and the trace id: arguments of presign and download. */
final class DataSourceArguments {

  @Parameters(
      index = "0",
      paramLabel = "DATASET",
      description = "The dataset's id (dset-...), or its name")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataset;

  @Parameters(
      index = "1",
      paramLabel = "DATASOURCE",
      description = "The id (ds-...) of a data source in it, or its name")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataSource;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private CallerOptions caller;

  @Nullable String userId() {
    return caller.userId();
  }

  /** With the arguments as ids, which they may not be, see {@link Names}. */
  PresignRequest request() {
    return PresignRequest.of(dataset, dataSource)
        .withUserId(caller.userId())
        .withExternalTraceId(caller.traceId());
  }
}
