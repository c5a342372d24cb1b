package io.github.powerdrilljava.cli;

import io.github.powerdrilljava.PresignRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data source, the user and the trace id: arguments of presign and download. */
final class DataSourceArguments {

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's id (dset-...)")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataset;

  @Parameters(
      index = "1",
      paramLabel = "DATASOURCE",
      description = "The id (ds-...) of a data source in it")
  @SuppressWarnings("NullAway.Init") // Picocli sets it.
  private String dataSource;

  @Option(
      names = "--user-id",
      paramLabel = "ID",
      description = "The user of the team that sends the request. Default: POWERDRILL_USER_ID")
  private @Nullable String userId;

  @Option(
      names = "--trace-id",
      paramLabel = "ID",
      description =
          "Your own trace id for the call, at most 128 characters, to find it in the logs of both"
              + " sides. Default: a random one")
  private @Nullable String traceId;

  @Nullable String userId() {
    return userId;
  }

  PresignRequest request() {
    return PresignRequest.of(dataset, dataSource).withUserId(userId).withExternalTraceId(traceId);
  }
}
