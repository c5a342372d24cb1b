package io.github.powerdrilljava.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who sends requests, and under which trace id: options of every command that does. */
final class CallerOptions {

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

  @Nullable String traceId() {
    return traceId;
  }
}
